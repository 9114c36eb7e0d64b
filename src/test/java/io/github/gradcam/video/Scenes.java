package io.github.gradcam.video;

import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Frames made of the sample images. */
public final class Scenes {

  private static final Path FOLDER = Path.of("data");

  private Scenes() {}

  /** All images at one size, in the order of their names. */
  public static List<RgbImage> all(int width, int height) throws Exception {
    List<RgbImage> photos = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(ImageFiles::hasImageExtension).sorted().toList()) {
        photos.add(Resize.bilinear(ImageFiles.read(file), width, height));
      }
    }
    return photos;
  }

  /** One image as square input of a network. */
  static byte[] input(String name, int size) throws Exception {
    return Resize.bilinear(ImageFiles.read(FOLDER.resolve(name)), size, size).pixels();
  }

  /** A window of an image, as a camera sees it. */
  static RgbImage window(RgbImage photo, int x, int y, int width, int height) {
    byte[] pixels = new byte[width * height * RgbImage.CHANNELS];
    int row = width * RgbImage.CHANNELS;
    for (int i = 0; i < height; i++) {
      int from = ((y + i) * photo.width() + x) * RgbImage.CHANNELS;
      System.arraycopy(photo.pixels(), from, pixels, i * row, row);
    }
    return new RgbImage(width, height, pixels);
  }

  /** Each value times a gain, with noise of a standard deviation in grey levels. */
  static RgbImage shot(RgbImage photo, double gain, double noise, Random random) {
    byte[] pixels = new byte[photo.pixels().length];
    for (int i = 0; i < pixels.length; i++) {
      double value = (photo.pixels()[i] & 0xff) * gain + noise * random.nextGaussian();
      pixels[i] = (byte) Math.max(0, Math.min(Math.round(value), 255));
    }
    return new RgbImage(photo.width(), photo.height(), pixels);
  }
}
