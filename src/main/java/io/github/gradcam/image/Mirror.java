package io.github.gradcam.image;

/** Exchanges left and right. */
public final class Mirror {

  private Mirror() {}

  /**
   * Mirrors an image.
   *
   * @param image the image
   * @return a new image of its size
   */
  public static RgbImage leftToRight(RgbImage image) {
    byte[] from = image.pixels();
    byte[] into = new byte[from.length];
    int row = image.width() * RgbImage.CHANNELS;
    for (int start = 0; start < from.length; start += row) {
      for (int x = 0; x < row; x += RgbImage.CHANNELS) {
        System.arraycopy(
            from, start + x, into, start + row - RgbImage.CHANNELS - x, RgbImage.CHANNELS);
      }
    }
    return new RgbImage(image.width(), image.height(), into);
  }
}
