package io.github.gradcam.train;

import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.train.data.Batch;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the first steps of a training in mixed precision with those in single precision, from
 * the same weights and on the same batch.
 */
final class MixedTraining {

  private static final Logger LOG = LoggerFactory.getLogger(MixedTraining.class);
  private static final int STEPS = 3;

  /** How far a loss may be from that of single precision, as a share of it. */
  private static final double BOUND = 0.02;

  private MixedTraining() {}

  /**
   * Opens the session of a training.
   *
   * @param plan how to train the network
   * @param task network and batches
   * @return in the precision planned, or in single precision where the first steps differ; the
   *     caller's to close
   */
  static TrainingSession session(TrainingPlan plan, TrainingTask task) {
    Precision offered = Execution.of(plan.precision()).offered().precision();
    boolean trusted = offered == Precision.FLOAT32 || agrees(plan, task);
    return new TrainingSession(plan, trusted ? offered : Precision.FLOAT32, task::network);
  }

  private static boolean agrees(TrainingPlan plan, TrainingTask task) {
    Batch batch = task.training().epoch(0).next();
    float[] single = losses(plan, Precision.FLOAT32, task, batch);
    float[] mixed = losses(plan, Precision.MIXED, task, batch);
    double difference = difference(single, mixed);
    if (difference <= BOUND) {
      LOG.info("In mixed precision the first losses differ by {}", difference);
      return true;
    }
    LOG.warn(
        String.format(
            Locale.ROOT,
            "In mixed precision the losses of the first steps differ by %.2g from those of float32 (up to %.2g are accepted): float32 is computed",
            difference,
            BOUND));
    return false;
  }

  /** The largest difference as a share of what is expected; not a number where a loss is none. */
  static double difference(float[] single, float[] mixed) {
    double largest = 0;
    for (int i = 0; i < single.length; i++) {
      double share = Math.abs(single[i] - (double) mixed[i]) / Math.abs(single[i]);
      largest = Double.isNaN(share) ? Double.NaN : Math.max(largest, share);
    }
    return largest;
  }

  private static float[] losses(
      TrainingPlan plan, Precision precision, TrainingTask task, Batch batch) {
    float[][] targets = task.targets(batch, 0);
    try (TrainingSession session = new TrainingSession(plan, precision, task::network)) {
      session.initialize();
      float[] losses = new float[STEPS];
      for (int i = 0; i < STEPS; i++) {
        losses[i] = session.step(batch, targets, 0, i).loss();
      }
      return losses;
    }
  }
}
