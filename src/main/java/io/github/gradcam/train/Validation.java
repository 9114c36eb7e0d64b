package io.github.gradcam.train;

import io.github.gradcam.model.Predictor;
import io.github.gradcam.train.data.Batch;
import io.github.gradcam.train.data.BatchSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The answers for images that were held back, by the network as it would be exported.
 *
 * @param logits [N][classes]
 * @param labels N class indexes
 */
@SuppressWarnings("ArrayRecordComponent") // summed up, never compared
public record Validation(float[][] logits, int[] labels) {

  /**
   * Validates a network.
   *
   * @param network with the weights to validate
   * @param held the images held back, unchanged and in order
   * @return the answers for all of them
   */
  public static Validation of(Predictor network, BatchSource held) {
    List<float[]> logits = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (Iterator<Batch> batches = held.epoch(0); batches.hasNext(); ) {
      Batch batch = batches.next();
      logits.addAll(List.of(network.logits(batch.values(), batch.size())));
      for (int label : batch.labels()) {
        labels.add(label);
      }
    }
    return new Validation(
        logits.toArray(float[][]::new), labels.stream().mapToInt(Integer::intValue).toArray());
  }

  /** The mean cross-entropy. */
  double loss() {
    return Temperature.crossEntropy(logits, labels, 1);
  }

  /** The share predicted right, 0..1. */
  public double accuracy() {
    int correct = 0;
    for (int i = 0; i < labels.length; i++) {
      correct += Predictor.likeliest(logits[i]) == labels[i] ? 1 : 0;
    }
    return (double) correct / labels.length;
  }
}
