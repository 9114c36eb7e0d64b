package io.github.gradcam.train;

import java.nio.file.Path;
import java.util.Optional;

/** Decides where a training begins. */
final class Resumption {

  private Resumption() {}

  /**
   * Gives the state to go on from.
   *
   * @param checkpoints of the training's folder
   * @param plan what is asked for now
   * @param run the folder, for messages
   * @param resume whether to go on from a checkpoint
   * @return that of the last checkpoint, or the beginning
   * @throws TrainingException if there is a checkpoint and {@code resume} is false, or of another
   *     plan
   */
  static TrainingState from(Checkpoints checkpoints, TrainingPlan plan, Path run, boolean resume) {
    Optional<TrainingState> last = checkpoints.last();
    if (last.isEmpty()) {
      return TrainingState.begin(plan);
    }
    if (!resume) {
      throw new TrainingException(
          "Expected a folder without a training, found one of %d epochs in %s; give --resume to go on, or another folder"
              .formatted(last.get().epochs(), run));
    }
    TrainingPlan begun = last.get().plan();
    if (!begun.equals(plan)) {
      throw new TrainingException(
          "Expected the options that the training in %s began with, found others: %s; give the same, or another folder"
              .formatted(run, PlanDifference.of(begun, plan)));
    }
    return last.get();
  }
}
