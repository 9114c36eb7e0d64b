package io.github.gradcam.survey;

import io.github.gradcam.evaluate.causes.CauseStudy;
import io.github.gradcam.evaluate.causes.CauseVerdict;
import io.github.gradcam.evaluate.causes.Doubt;
import io.github.gradcam.evaluate.causes.TriedCause;
import io.github.gradcam.evaluate.statistics.Interval;
import io.github.gradcam.report.dataset.Estimate;
import io.github.gradcam.report.dataset.TestedCause;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Verdicts in the page's own form. */
final class CauseWords {

  private CauseWords() {}

  /**
   * The causes of a group.
   *
   * @param verdict what was found
   * @param answer the class that all images of the group were taken for
   */
  static List<TestedCause> of(CauseVerdict verdict, String answer) {
    if (verdict.causes().isEmpty()) {
      return List.of(
          untried(
              "The heat of these images is no region, and as a whole they look like others taken for "
                  + answer
                  + ": there was nothing to try."));
    }
    List<TestedCause> causes = new ArrayList<>();
    for (CauseVerdict.Judged each : verdict.causes()) {
      causes.add(of(each, answer));
    }
    return causes;
  }

  /** A suspicion that was not tried. */
  static TestedCause untried(String reason) {
    return new TestedCause(
        TestedCause.Kind.COVER,
        "These images may share a cause.",
        "",
        null,
        null,
        Double.NaN,
        TestedCause.Verdict.NOT_TRIED,
        reason);
  }

  private static TestedCause of(CauseVerdict.Judged judged, String answer) {
    TriedCause cause = judged.cause();
    boolean region =
        cause.kind() == TriedCause.Kind.TRANSPLANT || cause.kind() == TriedCause.Kind.SHARED;
    boolean cover = cause.kind() == TriedCause.Kind.COVER;
    return new TestedCause(
        kind(cause.kind()),
        statement(cause.kind(), answer),
        cover
            ? "answers that change when it is filled in"
            : "images of other classes that become " + answer,
        estimate(cause.effect()),
        estimate(cause.chance()),
        judged.q(),
        judged.holds() ? TestedCause.Verdict.SHORTCUT : TestedCause.Verdict.DID_NOT_HOLD,
        cover ? coverReason(cause) : region ? regionReason(judged) : traitReason(judged));
  }

  private static TestedCause.Kind kind(TriedCause.Kind kind) {
    return switch (kind) {
      case COVER -> TestedCause.Kind.COVER;
      case TRANSPLANT, SHARED -> TestedCause.Kind.TRANSPLANT;
      case COLOUR, CONTRAST, SHARPNESS -> TestedCause.Kind.GLOBAL;
    };
  }

  private static String statement(TriedCause.Kind kind, String answer) {
    return switch (kind) {
      case COVER -> "The answer rests on the hot region.";
      case TRANSPLANT -> "The hot region alone makes an image %s.".formatted(answer);
      case SHARED -> "What these images share at one place makes an image %s.".formatted(answer);
      case COLOUR -> "The colours alone make an image %s.".formatted(answer);
      case CONTRAST -> "The contrast alone makes an image %s.".formatted(answer);
      case SHARPNESS -> "Blur or sharpness alone makes an image %s.".formatted(answer);
    };
  }

  private static String coverReason(TriedCause cause) {
    return cause.clear()
        ? "Filling in an equal area elsewhere changes fewer. That the region counts is no shortcut by itself."
        : "Filling in an equal area elsewhere changes about as many.";
  }

  private static String regionReason(CauseVerdict.Judged judged) {
    TriedCause cause = judged.cause();
    String compared =
        cause.samePlace().mean() == null
            ? ""
            : " The same place of ordinary images does so for %s, their own evidence for %s."
                .formatted(
                    percent(cause.samePlace().meanOr(0)), percent(cause.ordinary().meanOr(0)));
    if (!cause.clear() || judged.q() > CauseStudy.FALSE_FINDINGS) {
      return "That is not clear of chance, or of the same place of ordinary images." + compared;
    }
    List<String> doubts = judged.doubts().stream().map(CauseWords::words).toList();
    String all = String.join(", and ", doubts);
    return switch (doubts.size()) {
          case 0 ->
              "Nothing speaks against it: ordinary images of the class look there too, it goes with no more errors, and their own evidence is as strong.";
          case 1 -> "But one thing alone speaks against it: %s.".formatted(all);
          default -> all.substring(0, 1).toUpperCase(Locale.ROOT) + all.substring(1) + ".";
        }
        + compared;
  }

  private static String words(Doubt doubt) {
    return switch (doubt) {
      case PLACE -> "ordinary images of the class do not look there";
      case ERRORS -> "the group is wrong more often than others with its answer";
      case STRENGTH -> "it acts more than the evidence of ordinary images on the same area";
    };
  }

  private static String traitReason(CauseVerdict.Judged judged) {
    return judged.holds()
        ? "Ordinary images of the class differ in this; another change of the same size does less."
        : "Another change of the same size does about as much.";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  private static Estimate estimate(Interval interval) {
    Estimate known = Estimates.of(interval);
    return known == null ? new Estimate(0, 0, 0) : known;
  }
}
