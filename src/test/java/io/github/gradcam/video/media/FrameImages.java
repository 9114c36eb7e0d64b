package io.github.gradcam.video.media;

import io.github.gradcam.image.QuarterTurn;
import io.github.gradcam.image.RgbImage;

/** Images and formats for tests. */
public final class FrameImages {

  private FrameImages() {}

  /** One colour, 0xRRGGBB. */
  public static RgbImage flat(int width, int height, int colour) {
    byte[] pixels = new byte[width * height * RgbImage.CHANNELS];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (colour >> (16 - 8 * (i % 3)));
    }
    return new RgbImage(width, height, pixels);
  }

  /** One colour above, another below. */
  public static RgbImage halves(int width, int height, int above, int below) {
    RgbImage picture = flat(width, height, below);
    byte[] upper = flat(width, height / 2, above).pixels();
    System.arraycopy(upper, 0, picture.pixels(), 0, upper.length);
    return picture;
  }

  /** The colour at a place, 0xRRGGBB. */
  public static int at(RgbImage picture, int x, int y) {
    int at = (y * picture.width() + x) * RgbImage.CHANNELS;
    return (picture.pixels()[at] & 0xff) << 16
        | (picture.pixels()[at + 1] & 0xff) << 8
        | (picture.pixels()[at + 2] & 0xff);
  }

  /** The largest difference of a channel. */
  static int distance(int one, int other) {
    int largest = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      largest = Math.max(largest, Math.abs((one >> shift & 0xff) - (other >> shift & 0xff)));
    }
    return largest;
  }

  /** A format with 25 frames a second and ticks of a thousandth. */
  public static VideoFormat format(int width, int height) {
    return new VideoFormat(
        width,
        height,
        QuarterTurn.NONE,
        new Ratio(1, 1),
        new Ratio(25, 1),
        new Ratio(1, 1000),
        0,
        0);
  }
}
