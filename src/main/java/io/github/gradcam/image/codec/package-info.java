/**
 * Files and bytes to pixels and back: formats, limits on size, orientation, and what decoders
 * complain of. The one place where a JPEG is decoded.
 */
@NullMarked
package io.github.gradcam.image.codec;

import org.jspecify.annotations.NullMarked;
