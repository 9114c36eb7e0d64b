package io.github.gradcam.train;

import io.github.gradcam.model.Predictor;
import io.github.gradcam.model.layer.TrainableNetwork;
import io.github.gradcam.model.layer.WeightArray;
import io.github.gradcam.train.data.Batch;
import io.github.gradcam.train.data.BatchSource;
import java.util.Map;
import org.tensorflow.Graph;

/** What is trained and what on; owns the sources of its batches. */
public interface TrainingTask extends AutoCloseable {

  /**
   * Adds the network that learns.
   *
   * @param graph an empty graph, which stays the caller's
   * @return the network in training behaviour
   */
  TrainableNetwork network(Graph graph);

  /**
   * Makes the network that answers, as it would be exported.
   *
   * @param weights by name
   * @return for validation; the caller's to close
   */
  Predictor frozen(Map<String, WeightArray> weights);

  /**
   * Says what the network is asked to answer.
   *
   * @param batch images to learn from
   * @param epoch the epoch's number from 0
   * @return a row an image, as {@link Targets} lays it out
   */
  float[][] targets(Batch batch, int epoch);

  /** What it learns from. */
  BatchSource training();

  /** What is held back, unchanged and in order. */
  BatchSource validation();

  /** Closes the sources; safe to call twice. */
  @Override
  default void close() {
    training().close();
    validation().close();
  }
}
