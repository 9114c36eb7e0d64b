package io.github.gradcam.video;

import io.github.gradcam.image.RgbImage;
import java.util.Arrays;

/** An image that shows its own time: black and white blocks that code milliseconds. */
public final class TimeCode {

  public static final int WIDTH = 640;
  public static final int HEIGHT = 360;

  private static final int BITS = 32;
  private static final int BLOCK = WIDTH / BITS;
  private static final int TOP = HEIGHT / 2 - BLOCK / 2;

  private TimeCode() {}

  /** A grey image with the time in its middle row. */
  public static RgbImage draw(long millis) {
    byte[] pixels = new byte[WIDTH * HEIGHT * RgbImage.CHANNELS];
    Arrays.fill(pixels, (byte) 90);
    RgbImage picture = new RgbImage(WIDTH, HEIGHT, pixels);
    drawOn(picture, millis);
    return picture;
  }

  /** Writes the time on an image of this size. */
  public static void drawOn(RgbImage picture, long millis) {
    byte[] pixels = picture.pixels();
    for (int y = TOP; y < TOP + BLOCK; y++) {
      for (int x = 0; x < BITS * BLOCK; x++) {
        int at = (y * WIDTH + x) * RgbImage.CHANNELS;
        byte value = (byte) (((millis >> (x / BLOCK)) & 1) * 255);
        Arrays.fill(pixels, at, at + RgbImage.CHANNELS, value);
      }
    }
  }

  /** Reads the time from what is shown in the upper left part of an image. */
  public static long read(RgbImage picture) {
    long millis = 0;
    for (int bit = 0; bit < BITS; bit++) {
      int x = bit * BLOCK + BLOCK / 2;
      int at = ((TOP + BLOCK / 2) * picture.width() + x) * RgbImage.CHANNELS;
      if ((picture.pixels()[at] & 0xff) > 127) {
        millis |= 1L << bit;
      }
    }
    return millis;
  }
}
