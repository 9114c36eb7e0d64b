package io.github.gradcam.train;

import io.github.gradcam.model.layer.WeightArray;
import java.util.Map;
import java.util.function.Supplier;

/** Follows a training. Called by the thread that trains. */
public interface TrainingListener {

  /**
   * An epoch begins.
   *
   * @param epoch counted from 1
   * @param epochs planned in all
   * @param steps in this epoch
   */
  default void epochBegins(int epoch, int epochs, int steps) {}

  /**
   * A step is done.
   *
   * @param images images of the step
   * @param loss mean loss of the epoch so far
   * @param accuracy mean accuracy of the epoch so far, 0..1
   */
  default void stepDone(int images, double loss, double accuracy) {}

  /**
   * An epoch is done, and its checkpoint is on disk.
   *
   * @param state with the epoch's result last
   */
  default void epochEnds(TrainingState state) {}

  /**
   * What was learned by the end of an epoch can be looked at, after {@link #epochEnds}.
   *
   * @param epoch that ended, counted from 1
   * @param weights gives those that would be exported, by name; takes time only where it is asked
   */
  default void learned(int epoch, Supplier<Map<String, WeightArray>> weights) {}
}
