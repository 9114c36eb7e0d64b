package io.github.gradcam.evaluate.faithfulness;

import static java.util.Objects.requireNonNullElse;

import io.github.gradcam.evaluate.statistics.Bootstrap;
import io.github.gradcam.evaluate.statistics.Interval;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How far the measures put the candidates in the same order, and how sure the order is. Measures of
 * faithfulness often disagree (Klein et al., "Navigating the Maze of Explainable AI", NeurIPS 2024,
 * arXiv:2409.16756), so that the one that a recommendation leans on matters.
 *
 * <p>Kendall's coefficient of concordance of m measures over n candidates, with R_i the sum of
 * candidate i's ranks, and t the sizes of the groups of equal ones of each measure:
 *
 * <pre>W = 12 sum (R_i - mean R)^2 / (m^2 (n^3 - n) - m sum (t^3 - t))</pre>
 *
 * <p>It lies in 0..1: 1 for the same order by all, near 1 / m for orders that have nothing to do
 * with each other. For the intervals the images are drawn again with replacement, the same for all
 * measures. In words, measures largely agree where the mean rank correlation of two of them, (m W -
 * 1) / (m - 1), is 0.6 or more, and in part from 0.3 on.
 *
 * @param concordance W with its 95 % interval
 * @param measures that were compared, {@link Measure#INSERTION_MINUS_DELETION} first
 * @param firsts the best candidate by each of them
 * @param ranks of all candidates by the first measure, in the order of the candidates
 */
public record MeasureAgreement(
    Interval concordance, List<Measure> measures, List<Candidate> firsts, List<Rank> ranks) {

  /**
   * Where a candidate stands by the main measure, 1 for the best.
   *
   * @param candidate which
   * @param place its rank with its interval
   */
  public record Rank(Candidate candidate, Interval place) {}

  /** Measures of which pixels matter, each in its own way. */
  private static final List<Measure> COMPARED =
      List.of(
          Measure.INSERTION_MINUS_DELETION,
          Measure.ROAD,
          Measure.GAIN,
          Measure.GRID,
          Measure.IN_DOMAIN);

  private static final int FEWEST_CANDIDATES = 3;

  /** Of the mean rank correlation of two measures. */
  private static final double MUCH = 0.6;

  private static final double LITTLE = 0.3;

  /** The mean rank of two that share the first place is below it, that of a second is not. */
  private static final double FIRST_TWO = 2;

  /** Copies the lists. */
  public MeasureAgreement {
    measures = List.copyOf(measures);
    firsts = List.copyOf(firsts);
    ranks = List.copyOf(ranks);
  }

  /**
   * Compares the measures over the images that have them all.
   *
   * @param table the scores
   * @param all their summaries, as {@link ScoreTable#candidates} gives them
   * @param randomMethod name of the method with random weights, which is left out: that it is the
   *     worst is no agreement on the others
   * @param seed of the drawing
   * @return the agreement; null where fewer than three candidates, or two measures, can be
   *     compared, or all candidates are equal
   */
  static @Nullable MeasureAgreement of(
      ScoreTable table, List<CandidateScore> all, String randomMethod, long seed) {
    int fewest = ScoreTable.fewest(all);
    List<Candidate> candidates =
        all.stream()
            .filter(score -> score.mainImages() >= fewest)
            .filter(score -> !score.method().equals(randomMethod))
            .map(CandidateScore::candidate)
            .toList();
    List<Measure> measures = new ArrayList<>();
    List<double[][]> values = new ArrayList<>();
    for (Measure measure : COMPARED) {
      double[][] complete = complete(table, candidates, measure);
      if (count(complete) >= Recommendation.FEWEST_IMAGES) {
        measures.add(measure);
        values.add(complete);
      }
    }
    if (candidates.size() < FEWEST_CANDIDATES || measures.size() < 2) {
      return null;
    }
    int[] images =
        IntStream.range(0, table.pictures())
            .filter(i -> values.stream().anyMatch(rows -> rows[i].length > 0))
            .toArray();
    double[][] ranks = ranks(candidates.size(), values, images);
    if (Double.isNaN(concordance(ranks))) {
      return null;
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] drawn = new double[Bootstrap.RESAMPLES];
    double[][] main = new double[candidates.size()][Bootstrap.RESAMPLES];
    for (int draw = 0; draw < drawn.length; draw++) {
      int[] again = IntStream.of(images).map(i -> images[random.nextInt(images.length)]).toArray();
      double[][] other = ranks(candidates.size(), values, again);
      drawn[draw] = concordance(other);
      for (int i = 0; i < main.length; i++) {
        main[i][draw] = other[0][i];
      }
    }
    int fewestImages = values.stream().mapToInt(MeasureAgreement::count).min().orElse(0);
    List<Rank> places = new ArrayList<>();
    for (int i = 0; i < main.length; i++) {
      Interval place = Bootstrap.interval(ranks[0][i], main[i], count(values.get(0)));
      places.add(new Rank(candidates.get(i), place));
    }
    return new MeasureAgreement(
        Bootstrap.interval(concordance(ranks), drawn, fewestImages),
        measures,
        Arrays.stream(ranks).map(each -> candidates.get(first(each))).toList(),
        places);
  }

  /**
   * Computes W.
   *
   * @param ranks [measures][candidates], equal ones sharing their mean rank
   * @return 0..1; NaN where no measure tells any candidates apart
   */
  static double concordance(double[][] ranks) {
    int n = ranks[0].length;
    double m = ranks.length;
    double mean = m * (n + 1) / 2;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (double[] measure : ranks) {
        sum += measure[i];
      }
      squares += (sum - mean) * (sum - mean);
    }
    double ties = 0;
    for (double[] measure : ranks) {
      ties +=
          Arrays.stream(measure)
              .boxed()
              .collect(Collectors.groupingBy(rank -> rank, Collectors.counting()))
              .values()
              .stream()
              .mapToDouble(t -> (double) t * t * t - t)
              .sum();
    }
    return 12 * squares / (m * m * ((double) n * n * n - n) - m * ties);
  }

  /** {@return the same in a few sentences} */
  public String text() {
    double w = concordance.meanOr(Double.NaN);
    int count = measures.size();
    double alike = (count * w - 1) / (count - 1);
    String how =
        alike >= MUCH ? "largely agree" : alike >= LITTLE ? "agree in part" : "hardly agree";
    String names = measures.stream().map(Measure::header).collect(Collectors.joining(", "));
    String start =
        String.format(
            Locale.ROOT,
            "On the order of the methods the measures %s %s: Kendall's W is %.2f (95 %% interval %.2f to %.2f; unrelated orders give about %.2f).",
            names,
            how,
            w,
            concordance.low(),
            concordance.high(),
            1.0 / count);
    List<String> others = new ArrayList<>();
    for (int i = 1; i < measures.size(); i++) {
      if (!firsts.get(i).equals(firsts.get(0))) {
        others.add("by %s %s".formatted(measures.get(i).header(), firsts.get(i)));
      }
    }
    String who =
        others.isEmpty()
            ? "All put %s first.".formatted(firsts.get(0))
            : "By %s the first is %s, %s."
                .formatted(measures.get(0).header(), firsts.get(0), String.join(", ", others));
    return "%s %s %s".formatted(start, who, places());
  }

  /** The ranks by the main measure of those that may be first, and of three in any case. */
  private String places() {
    List<Rank> sorted =
        ranks.stream().sorted(Comparator.comparingDouble(rank -> rank.place().meanOr(0))).toList();
    long open = sorted.stream().filter(rank -> low(rank) < FIRST_TWO).count();
    String told =
        sorted.stream()
            .limit(Math.max(open, FEWEST_CANDIDATES))
            .map(rank -> "%s %s".formatted(rank.candidate(), words(rank.place())))
            .collect(Collectors.joining(", "));
    return "Ranks by %s, 95 %% intervals: %s.".formatted(measures.get(0).header(), told);
  }

  private static double low(Rank rank) {
    return requireNonNullElse(rank.place().low(), 1.0);
  }

  private static String words(Interval place) {
    DecimalFormat number = new DecimalFormat("0.#", DecimalFormatSymbols.getInstance(Locale.ROOT));
    return "%s to %s".formatted(number.format(place.low()), number.format(place.high()));
  }

  /**
   * The values of each image, [images][candidates]; high ones are good. The row of an image that
   * some candidate lacks is empty.
   */
  private static double[][] complete(
      ScoreTable table, List<Candidate> candidates, Measure measure) {
    List<double[]> columns =
        candidates.stream().map(candidate -> table.values(candidate, measure)).toList();
    return IntStream.range(0, table.pictures())
        .mapToObj(i -> columns.stream().mapToDouble(column -> column[i]).toArray())
        .map(row -> Arrays.stream(row).anyMatch(Double::isNaN) ? new double[0] : row)
        .toArray(double[][]::new);
  }

  private static int count(double[][] rows) {
    return (int) Arrays.stream(rows).filter(row -> row.length > 0).count();
  }

  /** Ranks of the sums over images, [measures][candidates]; an image may be there several times. */
  private static double[][] ranks(int candidates, List<double[][]> values, int[] images) {
    double[][] ranks = new double[values.size()][];
    for (int m = 0; m < ranks.length; m++) {
      double[] sums = new double[candidates];
      for (int image : images) {
        double[] row = values.get(m)[image];
        for (int c = 0; c < row.length; c++) {
          sums[c] += row[c];
        }
      }
      ranks[m] = ranks(sums);
    }
    return ranks;
  }

  /** 1 for the highest; equal ones share their mean rank. */
  private static double[] ranks(double[] values) {
    double[] ranks = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double above = 0;
      double equal = 0;
      for (double other : values) {
        above += other > values[i] ? 1 : 0;
        equal += other == values[i] ? 1 : 0;
      }
      ranks[i] = above + (equal + 1) / 2;
    }
    return ranks;
  }

  private static int first(double[] ranks) {
    return IntStream.range(0, ranks.length)
        .boxed()
        .min(Comparator.comparingDouble(i -> ranks[i]))
        .orElseThrow();
  }
}
