package io.github.gradcam.image;

/** Fits images into a size that has other proportions, without distortion. */
public final class Letterbox {

  private Letterbox() {}

  /**
   * Makes an image as large as it can be in a size, centred, with black bars around it.
   *
   * @param image the image
   * @param width columns of the result, at least 1
   * @param height rows of the result, at least 1
   * @return the fitted image; the same one if it has that size already
   */
  public static RgbImage fit(RgbImage image, int width, int height) {
    Resize.check(width, height);
    double scale = Math.min((double) width / image.width(), (double) height / image.height());
    int fittedWidth = side(image.width() * scale, width);
    int fittedHeight = side(image.height() * scale, height);
    RgbImage fitted = Resize.bilinear(image, fittedWidth, fittedHeight);
    if (fittedWidth == width && fittedHeight == height) {
      return fitted;
    }
    return onBlack(fitted, width, height);
  }

  /** Within the room; a bar of one pixel that rounding would leave is filled. */
  private static int side(double fitted, int room) {
    int side = Math.max(1, (int) Math.round(fitted));
    return room - side <= 1 ? room : side;
  }

  private static RgbImage onBlack(RgbImage picture, int width, int height) {
    int left = (width - picture.width()) / 2;
    int top = (height - picture.height()) / 2;
    byte[] pixels = new byte[Math.multiplyExact(width * RgbImage.CHANNELS, height)];
    int row = picture.width() * RgbImage.CHANNELS;
    for (int y = 0; y < picture.height(); y++) {
      int at = ((top + y) * width + left) * RgbImage.CHANNELS;
      System.arraycopy(picture.pixels(), y * row, pixels, at, row);
    }
    return new RgbImage(width, height, pixels);
  }
}
