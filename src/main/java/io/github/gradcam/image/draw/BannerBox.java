package io.github.gradcam.image.draw;

import io.github.gradcam.image.RgbImage;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/**
 * White letters on a translucent black box, ready to be laid over images.
 *
 * @param width columns of the box
 * @param height rows of the box
 * @param margin pixels to the edges of the image
 * @param letters [height][width] how much of a pixel a letter covers, 0..255
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record BannerBox(int width, int height, int margin, byte[] letters) {

  /** What the box leaves of an image, in 256ths: white letters keep a contrast of 7 on white. */
  private static final int LEFT_OF_IMAGE = 90;

  private static final int LEAST_SIZE = 12;
  private static final int SIZES_A_SIDE = 24;

  /** A box for images of a size, no larger than they are. */
  static BannerBox of(List<String> lines, int imageWidth, int imageHeight) {
    int size = Math.max(LEAST_SIZE, Math.min(imageWidth, imageHeight) / SIZES_A_SIDE);
    int padding = size / 2;
    int margin = size / 2;
    List<Lettering.Type> types = types(lines.size(), size);
    int height = padding + types.stream().mapToInt(BannerBox::height).sum();
    int most = Math.max(1, imageWidth - 2 * margin - 2 * padding);
    int inner = Math.max(1, Math.min(most, width(lines, types)));
    int boxWidth = Math.min(imageWidth, inner + 2 * padding);
    int boxHeight = Math.min(imageHeight, height);
    RgbImage black = black(boxWidth, boxHeight);
    try (Lettering lettering = new Lettering(black)) {
      int y = padding / 2;
      for (int i = 0; i < lines.size(); i++) {
        int line = height(types.get(i));
        lettering.write(lines.get(i), types.get(i), padding, y + line / 2, inner);
        y += line;
      }
    }
    return new BannerBox(boxWidth, boxHeight, margin, green(black));
  }

  /** Lays the box over an image that is at least as large, in its own pixels. */
  void blend(RgbImage picture, int x, int y) {
    byte[] pixels = picture.pixels();
    for (int row = 0; row < height; row++) {
      int at = ((y + row) * picture.width() + x) * RgbImage.CHANNELS;
      for (int i = row * width; i < (row + 1) * width; i++) {
        int letter = letters[i] & 0xff;
        int keep = LEFT_OF_IMAGE * (255 - letter);
        int add = letter * 255 * 256;
        for (int end = at + RgbImage.CHANNELS; at < end; at++) {
          pixels[at] = (byte) (((pixels[at] & 0xff) * keep + add) / (255 * 256));
        }
      }
    }
  }

  private static List<Lettering.Type> types(int lines, int size) {
    List<Lettering.Type> types = new ArrayList<>();
    for (int i = 0; i < lines; i++) {
      int own = i == 0 ? size : Math.max(LEAST_SIZE - 1, size * 2 / 3);
      types.add(new Lettering.Type(own, i == 0, Color.WHITE, false));
    }
    return types;
  }

  /** Of a line with its share of the space around it. */
  private static int height(Lettering.Type type) {
    return type.size() * 4 / 3;
  }

  private static int width(List<String> lines, List<Lettering.Type> types) {
    int width = 0;
    try (Lettering lettering = new Lettering(black(1, 1))) {
      for (int i = 0; i < lines.size(); i++) {
        width = Math.max(width, lettering.width(lines.get(i), types.get(i)));
      }
    }
    return width;
  }

  private static RgbImage black(int width, int height) {
    return new RgbImage(width, height, new byte[width * height * RgbImage.CHANNELS]);
  }

  private static byte[] green(RgbImage image) {
    byte[] values = new byte[image.width() * image.height()];
    for (int i = 0; i < values.length; i++) {
      values[i] = image.pixels()[i * RgbImage.CHANNELS + 1];
    }
    return values;
  }
}
