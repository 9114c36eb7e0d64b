package io.github.gradcam.train;

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
}
