package io.github.gradcam.benchmark.parts;

import io.github.gradcam.image.codec.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Images of figures as the trainer takes them, one folder a class. From half of them parts and
 * things are left out at random, so that figures with parts missing are not foreign to the network;
 * as the class is drawn before the parts, the best answer for what is left is an equal share for
 * each class that has it, which FunnyBirds teaches by several targets for one image.
 */
public final class FigureFolder {

  private static final double WHOLE = 0.5;
  private static final double LEFT_OUT = 0.4;

  private FigureFolder() {}

  /**
   * Writes images.
   *
   * @param folder gets a folder for each class
   * @param classes the figures' parts
   * @param perClass how many images of each
   * @param side rows and columns
   * @param seed of the first figure, which others follow
   * @throws IOException if they cannot be written
   */
  public static void write(Path folder, FigureClasses classes, int perClass, int side, long seed)
      throws IOException {
    long next = seed;
    for (int index = 0; index < classes.count(); index++) {
      Path own = Files.createDirectories(folder.resolve(classes.label(index)));
      for (int i = 0; i < perClass; i++, next++) {
        Figure figure = Figure.of(classes, index, side, next);
        SplittableRandom random = new SplittableRandom(next * 31 + 7);
        boolean whole = random.nextDouble() < WHOLE;
        int parts = whole ? 0 : drawn(Part.COUNT, random);
        int things = whole ? 0 : drawn(figure.things(), random);
        ImageFiles.write(figure.image(parts, things), own.resolve("%04d.png".formatted(i)));
      }
    }
  }

  private static int drawn(int count, SplittableRandom random) {
    int set = 0;
    for (int i = 0; i < count; i++) {
      set |= random.nextDouble() < LEFT_OUT ? 1 << i : 0;
    }
    return set;
  }
}
