package io.github.gradcam.serve.protocol;

import io.github.gradcam.image.InputPixels;
import io.github.gradcam.image.RgbImage;
import org.jspecify.annotations.Nullable;

/**
 * One image of a request and what is asked of it.
 *
 * @param image the image
 * @param options what is asked
 * @param width columns of the image, whatever is kept of it
 * @param height rows
 * @param mask which region is covered, for a question what if: white, or bright, where it is; null
 *     where none is said
 */
record Instance(
    ImageIntake.Taken image,
    AskedOptions options,
    int width,
    int height,
    ImageIntake.@Nullable Taken mask) {

  Instance(ImageIntake.Taken image, AskedOptions options, ImageIntake.@Nullable Taken mask) {
    this(image, options, image.pixels().width(), image.pixels().height(), mask);
  }

  /** The same with no more pixels than the network takes, where nothing is drawn on them. */
  Instance reduced(int size) {
    RgbImage small = new RgbImage(size, size, InputPixels.of(image.pixels(), size));
    return new Instance(new ImageIntake.Taken(small, image.doubt()), options, width, height, null);
  }

  /** Bytes of its pixels. */
  long bytes() {
    return image.pixels().pixels().length;
  }
}
