package io.github.gradcam.image.draw;

import io.github.gradcam.image.RgbImage;

/**
 * Where the parts of a panel lie, in pixels. Type grows with the image; below an image of some 500
 * pixels it stays readable and the panel is wider than its images.
 *
 * @param size the height of the type
 * @param stacked whether the overlay is below the image, as for panoramas
 * @param signed whether the scale beside the overlay is that of a signed map
 * @param imageWidth the image's columns
 * @param imageHeight the image's rows
 * @param header the height of the words above the image
 * @param rows how many classes are listed
 */
record PanelLayout(
    int size,
    boolean stacked,
    boolean signed,
    int imageWidth,
    int imageHeight,
    int header,
    int rows) {

  private static final int SMALLEST_TYPE = 12;
  private static final double TYPE_PER_IMAGE = 0.0075;
  private static final int SMALLEST_WIDTH = 30;

  /** A line of pixels must not get a sheet that its length alone asks for. */
  private static final double MOST_SHORTER_SIDES = 10;

  static int typeSize(RgbImage photo) {
    int shorter = Math.min(photo.width(), photo.height());
    double extent = Math.min(2.0 * photo.width() + photo.height(), MOST_SHORTER_SIDES * shorter);
    return Math.max(SMALLEST_TYPE, (int) Math.round(extent * TYPE_PER_IMAGE));
  }

  static boolean stacks(RgbImage photo) {
    return photo.width() > 2 * photo.height();
  }

  static int contentWidth(RgbImage photo, boolean signed) {
    int size = typeSize(photo);
    int pictures = stacks(photo) ? photo.width() : 2 * photo.width() + size / 2;
    return Math.max(SMALLEST_WIDTH * size, pictures + size / 2 + ColourBar.width(size, signed));
  }

  int content() {
    int pictures = stacked ? imageWidth : 2 * imageWidth + gap();
    return Math.max(SMALLEST_WIDTH * size, pictures + gap() + ColourBar.width(size, signed));
  }

  int width() {
    return content() + 2 * size;
  }

  int height() {
    return listTop() + rows * rowHeight() + size / 2;
  }

  int imageX() {
    return size;
  }

  int overlayX() {
    return stacked ? size : size + imageWidth + gap();
  }

  int overlayY() {
    return stacked ? header + imageHeight + gap() : header;
  }

  int barX() {
    return overlayX() + imageWidth + gap();
  }

  /** The middle of the line that says what the colours are. */
  int meaningY() {
    return overlayY() + imageHeight + rowHeight() * 2 / 3;
  }

  int listTop() {
    return overlayY() + imageHeight + size + rowHeight() * 2 / 3;
  }

  int rowHeight() {
    return size * 3 / 2;
  }

  int gap() {
    return size / 2;
  }
}
