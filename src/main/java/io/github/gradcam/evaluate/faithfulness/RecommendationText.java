package io.github.gradcam.evaluate.faithfulness;

import io.github.gradcam.evaluate.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Says what to believe in one sentence, and no more than is shown.
 *
 * @param best the candidate with the highest score
 * @param randomMethod name of the method with random weights
 * @param margin the lead over it
 * @param chance of such a lead by luck in choosing
 * @param candidates how many could have been chosen
 * @param equallyGood candidates within the noise
 * @param unranked candidates over too few images
 */
record RecommendationText(
    CandidateScore best,
    String randomMethod,
    Interval margin,
    double chance,
    int candidates,
    List<Candidate> equallyGood,
    List<Candidate> unranked) {

  private static final int MOST_NAMES = 3;

  static String nothing(int candidates) {
    return ("No candidate of %d can be believed: each is without a score, is the random one, or"
            + " keeps its maps when the weights of the network are randomised.")
        .formatted(candidates);
  }

  String sentence(boolean beatsRandom) {
    String start = margin.mean() == null ? uncompared() : beatsRandom ? believe() : notShown();
    String more = margin.mean() == null || beatsRandom ? "" : "; measure more images";
    return start + rivals() + tooFew() + more + unchecked() + ".";
  }

  private String believe() {
    return "Believe %s: it has the highest insertion - deletion, %s, and leads %s by %s over %s"
        .formatted(best.candidate(), score(), randomMethod, lead(), pictures(margin.pictures()));
  }

  private String notShown() {
    return "No method is shown to beat %s in insertion - deletion over %s: the lead of the best, %s, is %s%s"
        .formatted(randomMethod, pictures(margin.pictures()), best.candidate(), lead(), luck());
  }

  private String uncompared() {
    int pictures = best.get(Measure.INSERTION_MINUS_DELETION).pictures();
    return "%s has the highest insertion - deletion, %s over %s, but was not compared with %s"
        .formatted(best.candidate(), score(), pictures(pictures), randomMethod);
  }

  private String score() {
    return number(best.get(Measure.INSERTION_MINUS_DELETION).meanOr(Double.NaN));
  }

  private String lead() {
    String lead = number(margin.meanOr(Double.NaN));
    return margin.low() == null || margin.high() == null
        ? lead
        : "%s (95 %% interval %s to %s)"
            .formatted(lead, number(margin.low()), number(margin.high()));
  }

  /** Why an interval above zero is not enough. */
  private String luck() {
    if (!margin.aboveZero()) {
      return "";
    }
    return margin.pictures() < Recommendation.FEWEST_IMAGES
        ? ", which so few images cannot show"
        : ", as the best of %d may by luck in %.0f %% of cases".formatted(candidates, chance * 100);
  }

  private String rivals() {
    return equallyGood.isEmpty()
        ? ""
        : "; within the noise %s %s equally good"
            .formatted(names(equallyGood), equallyGood.size() == 1 ? "is" : "are");
  }

  private String tooFew() {
    return unranked.isEmpty()
        ? ""
        : "; %s %s measured on too few images to be ranked"
            .formatted(names(unranked), unranked.size() == 1 ? "was" : "were");
  }

  private static String names(List<Candidate> candidates) {
    List<String> names = new ArrayList<>();
    candidates.stream().limit(MOST_NAMES).forEach(candidate -> names.add(candidate.toString()));
    if (candidates.size() > MOST_NAMES) {
      names.add(candidates.size() - MOST_NAMES + " more");
    }
    String last = names.remove(names.size() - 1);
    return names.isEmpty() ? last : String.join(", ", names) + " and " + last;
  }

  private String unchecked() {
    return best.sanity() == CandidateScore.Sanity.NOT_CHECKED
        ? "; the sanity check was not made"
        : "";
  }

  private static String pictures(int count) {
    return count == 1 ? "1 image" : count + " images";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
