package io.github.gradcam.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a training has come.
 *
 * @param plan what was asked for
 * @param steps optimizer steps done
 * @param history one result for each finished epoch
 */
public record TrainingState(TrainingPlan plan, long steps, List<EpochResult> history) {

  /** Copies the history. */
  public TrainingState {
    history = List.copyOf(history);
  }

  /**
   * The state before the first epoch.
   *
   * @param plan what is asked for
   * @return no steps, no history
   */
  static TrainingState begin(TrainingPlan plan) {
    return new TrainingState(plan, 0, List.of());
  }

  /**
   * Counts the finished epochs.
   *
   * @return 0 before the first
   */
  public int epochs() {
    return history.size();
  }

  /**
   * Finds the epoch whose weights validated best: the highest accuracy, then the lowest loss.
   *
   * @return empty before the first epoch's end
   */
  public Optional<EpochResult> best() {
    return history.stream().max(EpochResult.BY_VALIDATION);
  }

  /**
   * Tells whether training is over: all epochs are done, or patience is.
   *
   * @return true if there is nothing left to do
   */
  public boolean finished() {
    return epochs() >= plan.hyperparameters().epochs() || outOfPatience();
  }

  /**
   * Tells whether early stopping ends the training.
   *
   * @return true if the best epoch lies as many epochs back as the plan's patience
   */
  public boolean outOfPatience() {
    return plan.patience() > 0
        && best().map(best -> epochs() - best.epoch() >= plan.patience()).orElse(false);
  }

  TrainingState with(EpochResult result, long stepsDone) {
    List<EpochResult> longer = new ArrayList<>(history);
    longer.add(result);
    return new TrainingState(plan, stepsDone, longer);
  }
}
