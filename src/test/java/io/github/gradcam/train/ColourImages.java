package io.github.gradcam.train;

import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Data sets whose classes are colours, made on the spot. */
public final class ColourImages {

  public static final List<String> LABELS = List.of("blue", "green", "red");

  private ColourImages() {}

  /** One folder a class, with as many noisy squares of its colour in each. */
  public static Path write(Path folder, int perClass, int side) throws IOException {
    Random random = new Random(1);
    for (int label = 0; label < LABELS.size(); label++) {
      Path classFolder = Files.createDirectories(folder.resolve(LABELS.get(label)));
      for (int i = 0; i < perClass; i++) {
        Path file = classFolder.resolve("%02d.png".formatted(i));
        ImageFiles.write(square(2 - label, side, random), file);
      }
    }
    return folder;
  }

  private static RgbImage square(int channel, int side, Random random) {
    byte[] pixels = new byte[side * side * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) ((i % 3 == channel ? 160 : 20) + random.nextInt(60));
    }
    return new RgbImage(side, side, pixels);
  }
}
