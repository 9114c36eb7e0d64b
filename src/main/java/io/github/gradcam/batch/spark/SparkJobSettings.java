package io.github.gradcam.batch.spark;

import io.github.gradcam.batch.PipelineSettings;
import io.github.gradcam.batch.ScoringPlan;
import io.github.gradcam.explain.MethodSettings;
import io.github.gradcam.explain.target.TargetScore;
import io.github.gradcam.model.kernel.Precision;

/**
 * What every executor does with its images.
 *
 * @param model the network
 * @param precision how exactly to compute
 * @param method the name of one method
 * @param methodSettings what it is told
 * @param layer the name of one layer, or {@code auto}
 * @param score what of a class is explained
 * @param plan which class, and what is written of heatmaps
 * @param pipeline threads and memory of each task; {@link #PIPELINE} suits most
 */
public record SparkJobSettings(
    ShippedModel model,
    Precision precision,
    String method,
    MethodSettings methodSettings,
    String layer,
    TargetScore score,
    ScoringPlan plan,
    PipelineSettings pipeline) {

  private static final int BATCH = 32;

  /**
   * A task's own: a batch of 32, two threads that read and decode so that one waits for the storage
   * while the other works, 64 MB of waiting images. Tasks are too short to find a batch size.
   */
  public static final PipelineSettings PIPELINE = new PipelineSettings(BATCH, 2, 1, 1, 64L << 20);

  /** Puts a size in place of a batch size that is to be found. */
  public SparkJobSettings {
    if (pipeline.batchSize() == PipelineSettings.AUTO) {
      pipeline =
          new PipelineSettings(
              BATCH,
              pipeline.decodeThreads(),
              pipeline.writeThreads(),
              pipeline.runsAtOnce(),
              pipeline.memory());
    }
  }
}
