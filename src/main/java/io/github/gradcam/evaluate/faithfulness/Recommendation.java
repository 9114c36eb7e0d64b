package io.github.gradcam.evaluate.faithfulness;

import io.github.gradcam.evaluate.statistics.Bootstrap;
import io.github.gradcam.evaluate.statistics.Interval;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which candidate to believe: of those that do not fail the sanity check, the one with the highest
 * {@link Measure#INSERTION_MINUS_DELETION}. Those over too few images are not ranked beside those
 * that have more.
 *
 * @param method its method; null if no candidate can be recommended
 * @param layer its layer; null where the method is
 * @param beatsRandom whether it is shown to be better than random weights: the margin's interval
 *     lies above zero, luck in choosing among the candidates explains it in less than {@value
 *     #LARGEST_CHANCE} of cases (see White's reality check), and it is over {@value #FEWEST_IMAGES}
 *     images or more
 * @param margin its lead over the method with random weights, at the same layer where that was
 *     measured, else at the one where that scores best; pair by pair
 * @param chance of such a lead for the best of as many candidates that are no better than random;
 *     0..1
 * @param equallyGood other candidates whose distance to it may be zero, the best first
 * @param text all of that in one sentence
 */
public record Recommendation(
    @Nullable String method,
    @Nullable String layer,
    boolean beatsRandom,
    Interval margin,
    double chance,
    List<Candidate> equallyGood,
    String text) {

  /** The largest chance at which a lead is taken for real. */
  public static final double LARGEST_CHANCE = 0.05;

  /** With fewer images nothing is shown. */
  public static final int FEWEST_IMAGES = 10;

  private static final Measure MAIN = Measure.INSERTION_MINUS_DELETION;

  /** Copies the list. */
  public Recommendation {
    equallyGood = List.copyOf(equallyGood);
  }

  /**
   * Recommends a candidate.
   *
   * @param table the scores
   * @param all their summaries, as {@link ScoreTable#candidates} gives them
   * @param randomMethod name of the method that weights channels at random, which is never
   *     recommended
   * @param seed of the {@link Bootstrap}
   * @return what to believe, or why nothing
   */
  public static Recommendation of(
      ScoreTable table, List<CandidateScore> all, String randomMethod, long seed) {
    int fewest = ScoreTable.fewest(all);
    List<CandidateScore> measured =
        all.stream()
            .filter(score -> !score.method().equals(randomMethod))
            .filter(score -> score.mainImages() > 0)
            .filter(score -> score.sanity() != CandidateScore.Sanity.FAILED)
            .toList();
    List<CandidateScore> eligible =
        measured.stream().filter(score -> score.mainImages() >= fewest).toList();
    List<Candidate> unranked =
        measured.stream()
            .filter(score -> score.mainImages() < fewest)
            .map(CandidateScore::candidate)
            .toList();
    if (eligible.isEmpty()) {
      String text = RecommendationText.nothing(all.size());
      return new Recommendation(null, null, false, Interval.NONE, 1, List.of(), text);
    }
    List<CandidateScore> random =
        all.stream().filter(score -> score.method().equals(randomMethod)).toList();
    CandidateScore best = best(table, eligible, seed);
    Interval margin = Bootstrap.mean(margin(table, best, random), seed);
    double chance =
        RealityCheck.chance(
            eligible.stream().map(score -> margin(table, score, random)).toList(),
            margin.meanOr(Double.NEGATIVE_INFINITY),
            seed);
    boolean beatsRandom =
        margin.aboveZero() && chance < LARGEST_CHANCE && margin.pictures() >= FEWEST_IMAGES;
    List<Candidate> equallyGood =
        eligible.stream()
            .filter(other -> !other.equals(best))
            .filter(other -> !difference(table, best, other, seed).aboveZero())
            .map(CandidateScore::candidate)
            .toList();
    String text =
        new RecommendationText(
                best, randomMethod, margin, chance, eligible.size(), equallyGood, unranked)
            .sentence(beatsRandom);
    return new Recommendation(
        best.method(), best.layer(), beatsRandom, margin, chance, equallyGood, text);
  }

  /**
   * The one with the highest mean of those over the most images; another one over fewer takes its
   * place where it has more over the same images, as these may be easier than others.
   */
  private static CandidateScore best(ScoreTable table, List<CandidateScore> eligible, long seed) {
    int most = eligible.stream().mapToInt(CandidateScore::mainImages).max().orElse(0);
    CandidateScore leader =
        eligible.stream().filter(score -> score.mainImages() == most).findFirst().orElseThrow();
    CandidateScore best = leader;
    double lead = 0;
    for (CandidateScore other : eligible) {
      double more = difference(table, other, leader, seed).meanOr(0);
      if (more > lead) {
        best = other;
        lead = more;
      }
    }
    return best;
  }

  private static Interval difference(
      ScoreTable table, CandidateScore a, CandidateScore b, long seed) {
    return Bootstrap.difference(
        table.values(a.candidate(), MAIN), table.values(b.candidate(), MAIN), seed);
  }

  /** A candidate's lead over random weights, image by image. */
  private static double[] margin(
      ScoreTable table, CandidateScore score, List<CandidateScore> random) {
    Optional<CandidateScore> rival =
        random.stream().min(Comparator.comparing(other -> !other.layer().equals(score.layer())));
    double[] own = table.values(score.candidate(), MAIN);
    double[] other = new double[own.length];
    Arrays.fill(other, Double.NaN);
    if (rival.isPresent()) {
      other = table.values(rival.get().candidate(), MAIN);
    }
    double[] margin = new double[own.length];
    for (int i = 0; i < margin.length; i++) {
      margin[i] = own[i] - other[i];
    }
    return margin;
  }
}
