package io.github.gradcam.evaluate.concepts;

import java.util.ArrayList;
import java.util.List;

/**
 * Activations as sums of a few parts: X = U V but for a rest, all of them at least 0 (Lee and
 * Seung, "Learning the parts of objects by non-negative matrix factorization", Nature 401, 1999; on
 * activations: Collins, Achanta and Süsstrunk, "Deep Feature Factorization", ECCV 2018,
 * arXiv:1806.10206, and Fel et al., "CRAFT", CVPR 2023, arXiv:2211.10154).
 *
 * @param parts V, [count][width], row-major: what each part excites, of unit length; those that
 *     explain more come first
 * @param width values a part: the feature maps
 * @param amounts U, [rows][count], row-major: how much of each part a row of X holds
 * @param unexplained |X - U V|^2 / |X|^2, 0..1; 0 if X is zero
 * @param steps how many the factorisation took
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record ConceptParts(
    float[] parts, int width, float[] amounts, double unexplained, int steps) {

  /** One more part must take so much of what is unexplained: of plain noise it takes less. */
  private static final double WORTH = 0.05;

  /** And so much of |X|^2, or nobody would see it. */
  private static final double VISIBLE = 0.01;

  /**
   * Finds a given number of parts.
   *
   * @param activations X, [rows][width], row-major, at least 0; of a layer that gives negative
   *     values, their positive part
   * @param width values a row, at least 1
   * @param count how many parts, at least 1 and at most the rows and the width
   * @param seed of the start
   * @return the parts
   * @throws IllegalArgumentException if sizes do not fit or a value is negative or not finite
   */
  public static ConceptParts of(float[] activations, int width, int count, long seed) {
    return new Factorisation(activations, width).parts(count, seed);
  }

  /**
   * Finds as many parts as are worth it: the most of which the last one still takes 1 % of |X|^2,
   * and 5 % of what the others leave unexplained.
   *
   * @param activations X, [rows][width], row-major, at least 0; of a layer that gives negative
   *     values, their positive part
   * @param width values a row, at least 1
   * @param most the most parts, at least 1; fewer if there are fewer rows or values a row
   * @param seed of the start
   * @return the parts
   * @throws IllegalArgumentException if sizes do not fit or a value is negative or not finite
   */
  public static ConceptParts upTo(float[] activations, int width, int most, long seed) {
    Factorisation factorisation = new Factorisation(activations, width);
    int limit = Math.min(most, Math.min(width, activations.length / width));
    List<ConceptParts> found = new ArrayList<>();
    int chosen = 0;
    for (int count = 1; count <= limit; count++) {
      found.add(factorisation.parts(count, seed));
      double before = count == 1 ? 1 : found.get(count - 2).unexplained;
      double now = found.get(count - 1).unexplained;
      double taken = before - now;
      chosen = taken >= VISIBLE && taken >= WORTH * before ? count - 1 : chosen;
      if (now <= Factorisation.ROUNDING) {
        break;
      }
    }
    return found.get(chosen);
  }

  /** {@return how many parts there are} */
  public int count() {
    return parts.length / width;
  }

  /**
   * How much of each part other activations hold: the amounts of least squared error that are at
   * least 0.
   *
   * @param activations [rows][width], row-major, at least 0
   * @return [rows][count], row-major
   * @throws IllegalArgumentException if sizes do not fit or a value is negative or not finite
   */
  public float[] amountsOf(float[] activations) {
    return new Factorisation(activations, width).amounts(parts);
  }
}
