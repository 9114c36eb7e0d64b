package io.github.gradcam.evaluate.causes;

import io.github.gradcam.evaluate.statistics.Interval;

/**
 * What a trial found, in shares of images whose answer changes.
 *
 * @param kind what was tried
 * @param effect with what is suspected: the share, with its interval
 * @param chance with the same elsewhere, or another change of the same size
 * @param ordinary with that of ordinary images of the class; {@link Interval#NONE} where there is
 *     no such comparison
 * @param overChance effect - chance, paired by image
 * @param overOrdinary effect - ordinary, paired by image; {@link Interval#NONE} likewise
 * @param p the chance of differences so clear if there were none: the larger of the one-sided sign
 *     tests of the two, 0..1
 * @param passes images that went through the network
 */
public record TriedCause(
    Kind kind,
    Interval effect,
    Interval chance,
    Interval ordinary,
    Interval overChance,
    Interval overOrdinary,
    double p,
    int passes) {

  /** What is tried. */
  public enum Kind {
    /** The hot region is filled in from around it: does the answer go? */
    COVER,
    /** The hot region is put onto images of other classes: does the answer come? */
    TRANSPLANT,
    /** The colour cast of the group is given to images of other classes: does the answer come? */
    COLOUR,
    /** Their contrast. */
    CONTRAST,
    /** Their sharpness. */
    SHARPNESS
  }

  /** {@return whether both differences are above 0 for sure, at 95 %} */
  public boolean clear() {
    return overChance.aboveZero() && (overOrdinary.mean() == null || overOrdinary.aboveZero());
  }
}
