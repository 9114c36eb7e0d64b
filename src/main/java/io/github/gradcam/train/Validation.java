package io.github.gradcam.train;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.model.WeightArray;
import java.util.Iterator;
import java.util.Map;

/**
 * The result on pictures that were held back, by the network as it would be exported.
 *
 * @param loss mean cross-entropy
 * @param accuracy share predicted right, 0..1
 */
record Validation(double loss, double accuracy) {

  private static final double SMALLEST = 1e-7;

  /**
   * Validates weights.
   *
   * @param plan architecture, classes and input size
   * @param weights by name
   * @param images the pictures held back, unchanged and in order
   * @return the mean over all pictures
   */
  static Validation of(TrainingPlan plan, Map<String, WeightArray> weights, BatchLoader images) {
    ModelCard card = ModelCard.unsaved(plan.architecture(), plan.labels(), plan.inputSize());
    double loss = 0;
    int correct = 0;
    int count = 0;
    try (Classifier classifier = Classifier.frozen(weights, card, plan.precision())) {
      for (Iterator<Batch> batches = images.epoch(0); batches.hasNext(); ) {
        Batch batch = batches.next();
        float[][] rows = classifier.probabilities(batch.pixels(), batch.size());
        for (int i = 0; i < rows.length; i++) {
          loss -= Math.log(Math.max(SMALLEST, rows[i][batch.labels()[i]]));
          correct += largest(rows[i]) == batch.labels()[i] ? 1 : 0;
        }
        count += rows.length;
      }
    }
    return new Validation(loss / count, (double) correct / count);
  }

  static int largest(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }
}
