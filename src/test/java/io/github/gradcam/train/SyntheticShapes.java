package io.github.gradcam.train;

import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Images whose evidence is known: one bright shape of random place, size and colour on a dark,
 * textured ground of random colour. The class is the kind of shape and depends on nothing else.
 */
public final class SyntheticShapes {

  /** The classes, in the order of their labels. */
  public enum Kind {
    CIRCLE {
      @Override
      boolean holds(double x, double y) {
        return x * x + y * y <= 1;
      }
    },
    CROSS {
      @Override
      boolean holds(double x, double y) {
        return Math.max(Math.abs(x), Math.abs(y)) <= 1 && Math.min(Math.abs(x), Math.abs(y)) <= 0.3;
      }
    },
    SQUARE {
      @Override
      boolean holds(double x, double y) {
        return Math.max(Math.abs(x), Math.abs(y)) <= 0.9;
      }
    },
    TRIANGLE {
      @Override
      boolean holds(double x, double y) {
        return y <= 0.9 && y >= 2 * Math.abs(x) - 1;
      }
    };

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a place belongs to the shape, which reaches from -1 to 1. */
    abstract boolean holds(double x, double y);
  }

  public static final List<String> LABELS = Arrays.stream(Kind.values()).map(Kind::label).toList();

  private static final int CHANNELS = 3;

  /**
   * One image.
   *
   * @param kind its class
   * @param image the pixels
   * @param mask [side * side], row-major: where the shape is
   */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  public record Sample(Kind kind, RgbImage image, boolean[] mask) {

    /** The share of the image that the shape covers. */
    double area() {
      int covered = 0;
      for (boolean inside : mask) {
        covered += inside ? 1 : 0;
      }
      return (double) covered / mask.length;
    }

    /** The share of a map's heat that lies on the shape. */
    double energy(float[] heat) {
      double inside = 0;
      double all = 0;
      for (int i = 0; i < heat.length; i++) {
        all += heat[i];
        inside += mask[i] ? heat[i] : 0;
      }
      return all > 0 ? inside / all : 0;
    }
  }

  private SyntheticShapes() {}

  /** An image that the seed decides. */
  public static Sample sample(Kind kind, int side, long seed) {
    Random random = new Random(seed);
    int[] ground = random.ints(CHANNELS, 30, 110).toArray();
    int[] paint = random.ints(CHANNELS, 140, 226).toArray();
    double radius = side * (0.16 + 0.1 * random.nextDouble());
    double left = radius + (side - 2 * radius) * random.nextDouble();
    double top = radius + (side - 2 * radius) * random.nextDouble();
    double[] wave = {random.nextDouble(), random.nextDouble(), 6 * random.nextDouble()};
    boolean[] mask = new boolean[side * side];
    byte[] pixels = new byte[side * side * CHANNELS];
    for (int i = 0; i < mask.length; i++) {
      double x = i % side + 0.5;
      double y = Math.floorDiv(i, side) + 0.5;
      mask[i] = kind.holds((x - left) / radius, (y - top) / radius);
      double texture = 15 * Math.sin(wave[0] * x + wave[1] * y + wave[2]);
      int[] base = mask[i] ? paint : ground;
      for (int c = 0; c < CHANNELS; c++) {
        double value = base[c] + (mask[i] ? 0 : texture) + 12 * random.nextGaussian();
        pixels[CHANNELS * i + c] = (byte) Math.round(Math.min(255, Math.max(0, value)));
      }
    }
    return new Sample(kind, new RgbImage(side, side, pixels), mask);
  }

  /** Writes as many images of each class, one folder a class, as the trainer takes them. */
  public static Path write(Path folder, int perClass, int side, long seed) throws IOException {
    for (Kind kind : Kind.values()) {
      Path classFolder = Files.createDirectories(folder.resolve(kind.label()));
      for (int i = 0; i < perClass; i++) {
        RgbImage image = sample(kind, side, seed * 100_000 + i).image();
        ImageFiles.write(image, classFolder.resolve("%04d.png".formatted(i)));
      }
    }
    return folder;
  }
}
