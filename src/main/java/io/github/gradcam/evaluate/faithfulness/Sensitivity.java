package io.github.gradcam.evaluate.faithfulness;

import io.github.gradcam.image.RgbImage;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How much a map changes when the image changes by less than anyone sees.
 *
 * <p>Yeh et al., "On the (In)fidelity and Sensitivity of Explanations", NeurIPS 2019
 * (arXiv:1901.09392), max-sensitivity, estimated over a few random changes d of at most r grey
 * levels:
 *
 * <pre>max over d of ||map(x + d) - map(x)|| / ||map(x)||</pre>
 *
 * <p>||.|| is the Euclidean norm. It starts at 0 and has no upper end; lower is better. A map that
 * never changes is not sensitive at all, so this never stands alone.
 */
public final class Sensitivity {

  /** About 2 % of the range. */
  public static final int RADIUS = 5;

  private Sensitivity() {}

  /**
   * Makes copies that differ from the image by uniform noise.
   *
   * @param photo the image
   * @param count how many copies
   * @param radius r, the most a value changes, in grey levels, at least 1; see {@link #RADIUS}
   * @param seed of the noise
   * @return the copies, their values held in 0..255
   * @throws IllegalArgumentException if the radius is below 1
   */
  public static List<RgbImage> noisyCopies(RgbImage photo, int count, int radius, long seed) {
    if (radius < 1) {
      throw new IllegalArgumentException("Expected a radius of at least 1, found " + radius);
    }
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, count).mapToObj(copy -> noisy(photo, radius, random)).toList();
  }

  /**
   * Compares maps.
   *
   * @param map the image's map
   * @param noisyMaps the maps of its noisy copies, at least one
   * @return 0 or more; NaN if the image's map is blank, as there is nothing to compare with
   * @throws IllegalArgumentException if there is no other map or one has another size
   */
  public static double max(float[] map, List<float[]> noisyMaps) {
    if (noisyMaps.isEmpty()) {
      throw new IllegalArgumentException("Expected the map of at least 1 noisy copy, found none");
    }
    double norm = distance(map, new float[map.length]);
    double largest = 0;
    for (float[] noisy : noisyMaps) {
      largest = Math.max(largest, distance(map, noisy));
    }
    return norm > 0 ? largest / norm : Double.NaN;
  }

  private static RgbImage noisy(RgbImage photo, int radius, SplittableRandom random) {
    byte[] pixels = photo.pixels().clone();
    for (int i = 0; i < pixels.length; i++) {
      int value = (pixels[i] & 0xff) + random.nextInt(-radius, radius + 1);
      pixels[i] = (byte) Math.max(0, Math.min(255, value));
    }
    return new RgbImage(photo.width(), photo.height(), pixels);
  }

  private static double distance(float[] a, float[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "Expected maps of one size, found %d and %d values".formatted(a.length, b.length));
    }
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = (double) a[i] - b[i];
      squares += difference * difference;
    }
    return Math.sqrt(squares);
  }
}
