package io.github.gradcam.report.dataset;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A suspicion, and what became of it when it was tried on the network.
 *
 * @param kind how it was tried
 * @param statement what was suspected, a sentence
 * @param measure what the effect is a share of, such as "answers that change"
 * @param effect share of the images on which it acted, 0..1 or -1..1; null if it was not tried
 * @param chance the same where chance alone acts, such as for equal areas elsewhere; null if it was
 *     not tried
 * @param adjustedP the p-value after the correction for the number of groups (Benjamini-Hochberg),
 *     or NaN
 * @param verdict what became of it
 * @param reason why, a sentence; empty if there is nothing to add
 */
public record TestedCause(
    Kind kind,
    String statement,
    String measure,
    @Nullable Estimate effect,
    @Nullable Estimate chance,
    double adjustedP,
    Verdict verdict,
    String reason) {

  /** How a suspicion is tried. */
  public enum Kind {
    /** The region is removed from the images. */
    COVER,
    /** The region is put onto images of other classes. */
    TRANSPLANT,
    /** A property of the whole image, such as its colours, is removed or transferred. */
    GLOBAL;

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What became of a suspicion. */
  public enum Verdict {
    /** The network uses it, and ordinary images of the class do not have it. */
    SHORTCUT,
    /** It was tried and did not hold. */
    DID_NOT_HOLD,
    /** It was not tried. */
    NOT_TRIED;

    String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
