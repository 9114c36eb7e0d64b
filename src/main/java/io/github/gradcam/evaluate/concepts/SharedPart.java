package io.github.gradcam.evaluate.concepts;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Which part of a class some of its images look at and the others do not, such as a shortcut's: the
 * one of which most is found where the maps of these images are hot, among those of which more is
 * found there than in others' hot regions, in at least {@value #CLEAR} of all pairs of one of these
 * images and one of the others.
 */
public final class SharedPart {

  /** The area under the ROC curve from which on a part tells images apart. */
  static final double CLEAR = 0.8;

  private SharedPart() {}

  /**
   * Finds the part.
   *
   * @param parts of the class
   * @param group images that share something
   * @param others of the class
   * @return its place among the parts; empty if no part tells the images apart
   */
  public static OptionalInt of(
      List<ClassPart> parts, List<HotActivations> group, List<HotActivations> others) {
    if (parts.isEmpty() || group.isEmpty() || others.isEmpty()) {
      return OptionalInt.empty();
    }
    ConceptParts joined = joined(parts);
    double[][] own = group.stream().map(each -> hotMeans(joined, each)).toArray(double[][]::new);
    double[][] theirs =
        others.stream().map(each -> hotMeans(joined, each)).toArray(double[][]::new);
    OptionalInt best = OptionalInt.empty();
    double most = 0;
    for (int part = 0; part < parts.size(); part++) {
      double mean = mean(own, part);
      if (mean > most && area(own, theirs, part) >= CLEAR) {
        most = mean;
        best = OptionalInt.of(part);
      }
    }
    return best;
  }

  private static ConceptParts joined(List<ClassPart> parts) {
    int width = parts.get(0).direction().length;
    float[] directions = new float[parts.size() * width];
    for (int part = 0; part < parts.size(); part++) {
      System.arraycopy(parts.get(part).direction(), 0, directions, part * width, width);
    }
    return new ConceptParts(directions, width, new float[0], Double.NaN, 0);
  }

  /** The mean amount of each part at the hot places of an image; 0 without such. */
  private static double[] hotMeans(ConceptParts parts, HotActivations image) {
    float[] amounts = parts.amountsOf(PartStudy.positive(image.values()));
    double[] means = new double[parts.count()];
    image.hot().stream()
        .forEach(
            place ->
                IntStream.range(0, means.length)
                    .forEach(
                        part ->
                            means[part] +=
                                amounts[place * means.length + part]
                                    / (double) image.hot().cardinality()));
    return means;
  }

  private static double mean(double[][] images, int part) {
    double sum = 0;
    for (double[] image : images) {
      sum += image[part];
    }
    return sum / images.length;
  }

  /**
   * The share of pairs in which the group's image has more; half of one in which both have as much.
   */
  private static double area(double[][] group, double[][] others, int part) {
    double won = 0;
    for (double[] own : group) {
      for (double[] other : others) {
        won += own[part] > other[part] ? 1 : own[part] == other[part] ? 0.5 : 0;
      }
    }
    return won / ((double) group.length * others.length);
  }
}
