package io.github.gradcam.image.codec;

import io.github.gradcam.image.RgbImage;
import org.jspecify.annotations.Nullable;

/**
 * An image as it was read.
 *
 * @param image its pixels, upright; fewer than in the file where it is larger than {@link
 *     ImageFiles#MAX_PIXELS}
 * @param width columns in the file, upright
 * @param height rows in the file, upright
 * @param doubt what a decoder complained of, so that the pixels may be wrong in parts; null where
 *     none did
 */
public record DecodedImage(RgbImage image, int width, int height, @Nullable String doubt) {}
