package io.github.gradcam.train;

import io.github.gradcam.train.data.Batch;
import java.util.Arrays;
import java.util.Random;

/** Measures training steps on made-up images, without reading files. */
public final class TrainingSpeed {

  private static final int WARM_UP = 3;

  private TrainingSpeed() {}

  /**
   * Trains for a while.
   *
   * @param plan network, sizes and precision
   * @param seconds how long at least, after the warm-up
   * @return images a second
   */
  public static double imagesPerSecond(TrainingPlan plan, double seconds) {
    int size = plan.hyperparameters().batchSize();
    byte[] pixels = new byte[size * plan.cropSize() * plan.cropSize() * 3];
    new Random(plan.seed()).nextBytes(pixels);
    int[] labels = new int[size];
    Arrays.setAll(labels, i -> i % plan.labels().size());
    Batch batch = new Batch(pixels, labels, java.util.List.of(), size);
    float[][] targets = Targets.of(plan, labels);
    try (TrainingSession session = new TrainingSession(plan)) {
      session.initialize();
      long steps = 0;
      long start = 0;
      while (steps < WARM_UP + 2 || System.nanoTime() - start < seconds * 1e9) {
        if (steps == WARM_UP) {
          start = System.nanoTime();
        }
        session.step(batch, targets, 0, steps++);
      }
      return (steps - WARM_UP) * size / ((System.nanoTime() - start) / 1e9);
    }
  }
}
