package io.github.gradcam.report;

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
}
