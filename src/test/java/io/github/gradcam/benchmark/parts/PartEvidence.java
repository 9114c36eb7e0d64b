package io.github.gradcam.benchmark.parts;

/**
 * What a map says of the parts of a figure: e(p) is the sum of the map over the mask of part p.
 *
 * @param parts e of each part, in the order of {@link Part}
 * @param things e of each thing that lies about
 * @param total the sum over the whole image
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record PartEvidence(double[] parts, double[] things, double total) {

  /**
   * Adds up.
   *
   * @param map [side * side] at the size of the image, row by row
   * @throws IllegalArgumentException if it has another size
   */
  public static PartEvidence of(float[] map, Figure figure) {
    if (map.length != figure.side() * figure.side()) {
      throw new IllegalArgumentException(
          "Expected a map of %d x %d, found %d values"
              .formatted(figure.side(), figure.side(), map.length));
    }
    double[] parts = new double[Part.COUNT];
    for (Part part : Part.values()) {
      parts[part.number()] = sum(map, figure.mask(part));
    }
    double[] things = new double[figure.things()];
    for (int i = 0; i < things.length; i++) {
      things[i] = sum(map, figure.thingMask(i));
    }
    double total = 0;
    for (float value : map) {
      total += value;
    }
    return new PartEvidence(parts, things, total);
  }

  private static double sum(float[] map, boolean[] mask) {
    double sum = 0;
    for (int i = 0; i < map.length; i++) {
      sum += mask[i] ? map[i] : 0;
    }
    return sum;
  }

  /** The parts with more than a share of the whole: bit p for part p. */
  public int important(double share) {
    return above(parts, share);
  }

  /** The things with more than a share of the whole: bit i for thing i. */
  public int importantThings(double share) {
    return above(things, share);
  }

  private int above(double[] values, double share) {
    int set = 0;
    for (int i = 0; i < values.length; i++) {
      set |= values[i] > share * total ? 1 << i : 0;
    }
    return set;
  }

  /** e of a set of parts together. */
  public double of(int set) {
    double sum = 0;
    for (int p = 0; p < parts.length; p++) {
      sum += (set >> p & 1) == 1 ? parts[p] : 0;
    }
    return sum;
  }
}
