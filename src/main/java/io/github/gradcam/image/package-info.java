/**
 * Pixels: reading, orienting, resizing, colouring, blending and writing pictures. JavaCV lives
 * here.
 */
@NullMarked
package io.github.gradcam.image;

import org.jspecify.annotations.NullMarked;
