package io.github.gradcam.evaluate.faithfulness;

import io.github.gradcam.explain.ExplanationPlan;

/**
 * How many images a study measures, and how thoroughly: the first with all methods, the others with
 * those that cost little.
 *
 * @param photos that are measured, at least 1
 * @param costly of them with all methods, at least 1
 * @param checks of them also with sensitivity to noise and agreement with randomised networks
 * @param checksAll whether the checks are made with all methods, on the first images, and not only
 *     with those that cost little, on the first images after the costly ones
 */
public record StudySize(int photos, int costly, int checks, boolean checksAll) {

  /** What the checks may take of a budget; with all methods, or else with the cheap ones. */
  private static final double CHECKS_SHARE = 0.4;

  /** What the costly methods and the checks may take together. */
  private static final double THOROUGH_SHARE = 0.7;

  /**
   * What an image costs, in passes of the network.
   *
   * @param all with all methods
   * @param allChecked with all methods and the checks
   * @param cheap with the methods that cost little
   * @param cheapChecked with these and the checks
   */
  public record Costs(long all, long allChecked, long cheap, long cheapChecked) {

    /**
     * What two plans cost.
     *
     * @param all methods
     * @param cheap those that cost little
     * @return passes of an image
     */
    public static Costs of(ExplanationPlan all, ExplanationPlan cheap) {
      return new Costs(
          FaithfulnessStudy.passes(all, false),
          FaithfulnessStudy.passes(all, true),
          FaithfulnessStudy.passes(cheap, false),
          FaithfulnessStudy.passes(cheap, true));
    }
  }

  /**
   * Whether an image is measured with all methods.
   *
   * @param photo its index, from 0
   * @return false for the methods that cost little
   */
  public boolean isCostly(int photo) {
    return photo < costly;
  }

  /**
   * Whether an image is checked.
   *
   * @param photo its index, from 0
   * @return false where each map is made once
   */
  public boolean isChecked(int photo) {
    int first = checksAll ? 0 : costly;
    return photo >= first && photo < first + checks;
  }

  /**
   * What one image costs.
   *
   * @param photo its index, from 0
   * @param costs of the methods
   * @return passes of the network
   */
  public long passes(int photo, Costs costs) {
    return isCostly(photo)
        ? isChecked(photo) ? costs.allChecked : costs.all
        : isChecked(photo) ? costs.cheapChecked : costs.cheap;
  }

  /**
   * What all images cost.
   *
   * @param costs of the methods
   * @return passes of the network
   */
  public long passes(Costs costs) {
    long passes = 0;
    for (int photo = 0; photo < photos; photo++) {
      passes += passes(photo, costs);
    }
    return passes;
  }

  /**
   * The same where it fits; else fewer images, fewest for what costs most. One image with all
   * methods is measured in any case.
   *
   * @param costs of the methods
   * @param passes of the network that may be made
   * @return the largest size that fits
   */
  public StudySize within(Costs costs, double passes) {
    if (passes(costs) <= passes) {
      return this;
    }
    boolean all = checksAll && checks * (double) costs.allChecked <= CHECKS_SHARE * passes;
    long check = all ? costs.allChecked : costs.cheapChecked;
    int checked = fitting(checks, CHECKS_SHARE * passes, check);
    double spent = checked * (double) check;
    int checkedCostly = all ? checked : 0;
    double left = THOROUGH_SHARE * passes - spent;
    int thorough = Math.max(1, checkedCostly + fitting(costly - checkedCostly, left, costs.all));
    spent += (thorough - checkedCostly) * (double) costs.all;
    int known = thorough + checked - checkedCostly;
    int fits = known + fitting(photos - known, passes - spent, costs.cheap);
    return new StudySize(Math.min(photos, fits), thorough, checked, all);
  }

  private static int fitting(int wanted, double passes, long each) {
    return (int) Math.max(0, Math.min(wanted, passes / each));
  }
}
