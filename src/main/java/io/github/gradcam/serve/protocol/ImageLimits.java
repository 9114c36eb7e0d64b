package io.github.gradcam.serve.protocol;

/**
 * How much of images a request may hold.
 *
 * @param pixels of all its images together, as they declare them
 * @param images the most of them, masks among them
 */
public record ImageLimits(long pixels, int images) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is below 1
   */
  public ImageLimits {
    if (pixels < 1 || images < 1) {
      throw new IllegalArgumentException(
          "Expected limits of 1 or more, found %d pixels and %d images".formatted(pixels, images));
    }
  }

  /** Counts those of one request. */
  ImageIntake intake() {
    return new ImageIntake(pixels, images);
  }
}
