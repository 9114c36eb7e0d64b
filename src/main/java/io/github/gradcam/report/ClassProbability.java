package io.github.gradcam.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A class with its probability, as it stands in {@code explanations.jsonl}.
 *
 * @param index of the class, from 0
 * @param label name of the class
 * @param probability 0..1; null where the classifier gave no finite number
 */
public record ClassProbability(int index, String label, @Nullable Float probability) {

  /** Turns NaN and infinity, for which JSON has no word, into null. */
  public ClassProbability {
    if (probability != null && !Float.isFinite(probability)) {
      probability = null;
    }
  }

  /**
   * A probability in words.
   *
   * @param probability 0..1; null where there was no finite number
   * @return such as {@code 90.0 %}
   */
  public static String percent(@Nullable Float probability) {
    return probability == null
        ? "not a number"
        : String.format(Locale.ROOT, "%.1f %%", 100 * probability);
  }
}
