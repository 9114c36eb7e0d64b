/**
 * Pixels as values, and what is done to them: resizing, colour maps, overlays, regions. Files are
 * read and written in {@code image.codec}, panels drawn in {@code image.draw}; JavaCV lives in the
 * three and in {@code video.media}.
 */
@NullMarked
package io.github.gradcam.image;

import org.jspecify.annotations.NullMarked;
