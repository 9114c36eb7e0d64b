package io.github.gradcam.evaluate.causes;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What became of a suspicion.
 *
 * @param outside whether the group's region lies where ordinary images of the class do not look
 * @param traits how the group differs from them as a whole
 * @param causes what was tried; none where nothing of the group could be
 */
public record CauseVerdict(Outside outside, List<TraitDifference> traits, List<Judged> causes) {

  /**
   * A trial, judged beside all others of a study.
   *
   * @param cause what was tried
   * @param q its p-value, corrected for the number of trials; NaN for a cover, which by itself
   *     shows no shortcut
   * @param doubts what speaks against a region that was transplanted; of others none is asked for
   * @param holds whether it shows a shortcut: clear of chance and of the same place of ordinary
   *     images, and for a region with two doubts at least
   */
  public record Judged(TriedCause cause, double q, Set<Doubt> doubts, boolean holds) {

    /** Copies the doubts, in the order in which they are declared. */
    public Judged {
      Set<Doubt> ordered = EnumSet.noneOf(Doubt.class);
      ordered.addAll(doubts);
      doubts = Collections.unmodifiableSet(ordered);
    }
  }

  /** {@return whether the group's answers rest on a shortcut, as far as trials can show} */
  public boolean shortcut() {
    return causes.stream().anyMatch(Judged::holds);
  }
}
