package io.github.gradcam.evaluate.causes;

import io.github.gradcam.evaluate.statistics.Interval;

/**
 * What a trial found, in shares of images whose answer changes. Comparisons are paired by image;
 * those that a trial does not make are {@link Interval#NONE}.
 *
 * @param kind what was tried
 * @param effect with what is suspected: the share, with its interval
 * @param chance with the same elsewhere, or another change of the same size
 * @param ordinary with the hottest regions, of the same area, of ordinary images of the class
 * @param samePlace with the same place of ordinary images of the class
 * @param overChance effect - chance
 * @param overOrdinary effect - ordinary
 * @param overSamePlace effect - samePlace
 * @param p the chance of such outcomes if neither chance nor the same place did less: the larger of
 *     the one-sided sign tests, 0..1
 * @param pOrdinary the chance of such outcomes if the evidence of ordinary images did as much: the
 *     one-sided sign test; 1 where that was not compared
 * @param passes images that went through the network
 */
public record TriedCause(
    Kind kind,
    Interval effect,
    Interval chance,
    Interval ordinary,
    Interval samePlace,
    Interval overChance,
    Interval overOrdinary,
    Interval overSamePlace,
    double p,
    double pOrdinary,
    int passes) {

  /** What is tried. */
  public enum Kind {
    /** The hot region is filled in from around it: does the answer go? */
    COVER,
    /** The hot region is put onto images of other classes: does the answer come? */
    TRANSPLANT,
    /** What the group's images have alike at one place is put onto images of other classes. */
    SHARED,
    /** The colour cast of the group is given to images of other classes: does the answer come? */
    COLOUR,
    /** Their contrast. */
    CONTRAST,
    /** Their sharpness. */
    SHARPNESS
  }

  /** {@return whether it is above chance, and the same place if tried, for sure at 95 %} */
  public boolean clear() {
    return overChance.aboveZero() && (overSamePlace.mean() == null || overSamePlace.aboveZero());
  }
}
