package io.github.gradcam.evaluate.concepts;

import io.github.gradcam.evaluate.statistics.Bootstrap;
import io.github.gradcam.evaluate.statistics.Interval;
import io.github.gradcam.evaluate.statistics.Wilson;
import io.github.gradcam.model.Predictor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Finds the parts of the activations of a class's images, and asks the network what each is good
 * for: it takes the part away and looks at the class's logit.
 *
 * <p>The parts are those of the activations at a draw of places of all images (see {@link
 * ConceptParts}), so that memory and time do not grow with the layer. The activations without a
 * part are {@code min(A, 0) + max(0, max(A, 0) - u v)}, with v the part and u its amount at the
 * place: what is negative stays, and what was at least 0 stays so.
 */
public final class PartStudy {

  /** The most parts. */
  public static final int MOST_PARTS = 10;

  /** Places that the parts are made of. */
  private static final int MOST_PLACES = 2048;

  private final float[][] activations;
  private final int channels;
  private final int classIndex;
  private final UnaryOperator<float[][]> rest;
  private final long seed;

  /**
   * Prepares a study.
   *
   * @param activations A of each image, [N][places * K], place by place; N at least 1
   * @param channels K
   * @param classIndex the class that all the images were taken for
   * @param rest the network from the layer on: gets activations of all images in order, [N][places
   *     * K], and gives logits, [N][classes]; asked once for the images as they are, and once for
   *     each part
   * @param seed of the draw and of the intervals
   */
  public PartStudy(
      float[][] activations,
      int channels,
      int classIndex,
      UnaryOperator<float[][]> rest,
      long seed) {
    this.activations = activations;
    this.channels = channels;
    this.classIndex = classIndex;
    this.rest = rest;
    this.seed = seed;
  }

  /**
   * Finds and tries the parts.
   *
   * @return at most {@link #MOST_PARTS}, the one first without which the logit falls most; none
   *     where no activation is positive
   * @throws IllegalArgumentException if a value is not finite
   */
  public List<ClassPart> parts() {
    ConceptParts found = ConceptParts.upTo(drawn(), channels, MOST_PARTS, seed);
    float[][] amounts = new float[activations.length][];
    for (int image = 0; image < amounts.length; image++) {
      amounts[image] = found.amountsOf(positive(activations[image]));
    }
    float[][] whole = rest.apply(activations);
    List<ClassPart> parts = new ArrayList<>();
    for (int part = 0; part < found.count(); part++) {
      float[] direction = Arrays.copyOfRange(found.parts(), part * channels, (part + 1) * channels);
      if (!zero(direction)) {
        parts.add(part(direction, amountsOf(amounts, part, found.count()), whole));
      }
    }
    parts.sort(Comparator.comparingDouble((ClassPart part) -> -part.drop().meanOr(0)));
    return parts;
  }

  private ClassPart part(float[] direction, float[][] amounts, float[][] whole) {
    int images = activations.length;
    float[][] without = new float[images][];
    float[] peaks = new float[images];
    int[] places = new int[images];
    for (int image = 0; image < images; image++) {
      without[image] = without(activations[image], amounts[image], direction);
      for (int place = 0; place < amounts[image].length; place++) {
        if (amounts[image][place] > peaks[image]) {
          peaks[image] = amounts[image][place];
          places[image] = place;
        }
      }
    }
    float[][] left = rest.apply(without);
    double[] drops = new double[images];
    int lost = 0;
    for (int image = 0; image < images; image++) {
      drops[image] = whole[image][classIndex] - left[image][classIndex];
      lost += Predictor.likeliest(left[image]) == classIndex ? 0 : 1;
    }
    Interval drop = Bootstrap.mean(drops, seed);
    return new ClassPart(direction, drop, Wilson.share(lost, images), peaks, places);
  }

  private static float[] without(float[] activations, float[] amounts, float[] direction) {
    float[] left = activations.clone();
    for (int i = 0; i < left.length; i++) {
      float part = amounts[i / direction.length] * direction[i % direction.length];
      left[i] = left[i] > 0 ? Math.max(0, left[i] - part) : left[i];
    }
    return left;
  }

  /** The positive parts of the activations at places of all images, or at a draw of them. */
  private float[] drawn() {
    int places = activations[0].length / channels;
    int all = Math.multiplyExact(activations.length, places);
    int[] chosen =
        new Random(seed).ints(0, all).distinct().limit(Math.min(all, MOST_PLACES)).toArray();
    Arrays.sort(chosen);
    float[] rows = new float[chosen.length * channels];
    for (int row = 0; row < chosen.length; row++) {
      float[] image = activations[chosen[row] / places];
      System.arraycopy(image, chosen[row] % places * channels, rows, row * channels, channels);
    }
    return positive(rows);
  }

  static float[] positive(float[] values) {
    float[] positive = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      positive[i] = values[i] < 0 ? 0 : values[i];
    }
    return positive;
  }

  /** Those of one part: [images][places]. */
  private static float[][] amountsOf(float[][] amounts, int part, int count) {
    float[][] own = new float[amounts.length][];
    for (int image = 0; image < own.length; image++) {
      own[image] = new float[amounts[image].length / count];
      for (int place = 0; place < own[image].length; place++) {
        own[image][place] = amounts[image][place * count + part];
      }
    }
    return own;
  }

  private static boolean zero(float[] direction) {
    for (float value : direction) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }
}
