package io.github.gradcam.cli.compare;

import io.github.gradcam.cli.console.Plural;
import io.github.gradcam.evaluate.comparison.AccuracyChange;
import io.github.gradcam.evaluate.comparison.AnswerChange;
import io.github.gradcam.evaluate.comparison.ComparedModel;
import io.github.gradcam.evaluate.comparison.ModelComparison;
import io.github.gradcam.evaluate.statistics.Interval;
import io.github.gradcam.report.ClassProbability;
import io.github.gradcam.report.comparison.ComparedImage;
import io.github.gradcam.report.comparison.ComparisonHead.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison found, in words: the same in the terminal and on the page.
 *
 * @param comparison the figures
 */
record CompareReport(ModelComparison comparison) {

  private static final int CHANGES = 10;
  private static final int MOVED = 5;

  /** A model in a line. */
  static String words(ComparedModel model) {
    return "%s, %d px, maps of %s (%d x %d), %s"
        .formatted(
            model.model(),
            model.inputSize(),
            model.layer(),
            model.mapHeight(),
            model.mapWidth(),
            model.computedBy());
  }

  /** Which maps are compared. */
  String explained() {
    String which =
        switch (comparison.explained()) {
          case "predicted" -> "the class that A predicts";
          case "label" -> "the class that an image is said to have";
          default -> comparison.explained();
        };
    return "Maps by %s for %s, in both models".formatted(comparison.method(), which);
  }

  /** What was measured. */
  List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    facts.add(
        new Fact(
            "images",
            Integer.toString(comparison.images()),
            comparison.failed() == 0 ? "" : "%d failed".formatted(comparison.failed())));
    int changed = comparison.changes().stream().mapToInt(AnswerChange::images).sum();
    facts.add(
        new Fact("answers that changed", Integer.toString(changed), share(comparison.changed())));
    AccuracyChange accuracy = comparison.accuracy();
    if (accuracy != null) {
      String labelled = "of %s with a label".formatted(Plural.of(accuracy.images(), "image"));
      facts.add(fact("accuracy of A", accuracy.a(), labelled));
      facts.add(fact("accuracy of B", accuracy.b(), labelled));
      facts.add(
          new Fact(
              "right in one alone",
              "%d and %d".formatted(accuracy.onlyA(), accuracy.onlyB()),
              "in A and in B; McNemar's exact p = %s: %s"
                  .formatted(p(accuracy.p()), accuracy.verdict())));
    }
    facts.add(fact("probabilities moved by", comparison.distance(), "0 not at all, 1 wholly"));
    facts.add(
        fact("rank correlation of maps", comparison.rankCorrelation(), "1 for the same order"));
    facts.add(fact("hottest tenths overlap", comparison.hottestTenth(), "intersection over union"));
    return facts;
  }

  /** Figures for a terminal. */
  String table() {
    List<Fact> facts = facts();
    int names = facts.stream().mapToInt(fact -> fact.name().length()).max().orElse(0);
    int values = facts.stream().mapToInt(fact -> fact.value().length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    lines.add("A: " + words(comparison.a()));
    lines.add("B: " + words(comparison.b()));
    lines.add(explained());
    lines.add("");
    for (Fact fact : facts) {
      String format = "%-" + names + "s  %" + values + "s  %s";
      lines.add(
          String.format(Locale.ROOT, format, fact.name(), fact.value(), fact.remark())
              .stripTrailing());
    }
    if (!comparison.changes().isEmpty()) {
      lines.add("");
      lines.add("Answers that changed, from A to B:");
      for (AnswerChange change : comparison.changes().stream().limit(CHANGES).toList()) {
        lines.add("  %5d  %s -> %s".formatted(change.images(), change.from(), change.to()));
      }
      int more = comparison.changes().size() - CHANGES;
      if (more > 0) {
        lines.add("  and %d more kinds, on the page".formatted(more));
      }
    }
    return String.join(System.lineSeparator(), lines);
  }

  /** The images that moved most, for a terminal; nothing of what did not move. */
  static String moved(MovedMost moved) {
    List<String> lines = new ArrayList<>();
    List<ComparedImage> answers = moved.answers().stream().filter(MovedMost::answerMoved).toList();
    List<ComparedImage> maps = moved.evidence().stream().filter(MovedMost::mapMoved).toList();
    lines.add("");
    lines.add(answers.isEmpty() ? "No answer moved." : "Answers that moved most:");
    answers.stream().limit(MOVED).forEach(image -> lines.add("  " + answer(image)));
    lines.add(maps.isEmpty() ? "No map moved." : "Maps that moved most:");
    maps.stream().limit(MOVED).forEach(image -> lines.add("  " + evidence(image)));
    return String.join(System.lineSeparator(), lines);
  }

  private static String answer(ComparedImage image) {
    return "%s: %s -> %s%s"
        .formatted(
            image.image(),
            words(image, image.a()),
            words(image, image.b()),
            image.label() == null ? "" : "; it is " + image.label());
  }

  private static String evidence(ComparedImage image) {
    return "%s: rank correlation %s, hottest tenth %s"
        .formatted(image.image(), number(image.rankCorrelation()), number(image.hottestTenth()));
  }

  private static String words(ComparedImage image, @Nullable ClassProbability answer) {
    return answer == null ? "none" : image.words(answer);
  }

  private static String number(@Nullable Double value) {
    return value == null ? "not known" : String.format(Locale.ROOT, "%.2f", value);
  }

  private static Fact fact(String name, Interval interval, String remark) {
    Double mean = interval.mean();
    if (mean == null) {
      return new Fact(name, "not known", "no map tells places apart");
    }
    String between =
        interval.low() == null || interval.high() == null
            ? ""
            : String.format(Locale.ROOT, "%.3f to %.3f; ", interval.low(), interval.high());
    return new Fact(name, String.format(Locale.ROOT, "%.3f", mean), between + remark);
  }

  private static String share(Interval share) {
    return share.mean() == null || share.low() == null || share.high() == null
        ? ""
        : String.format(
            Locale.ROOT,
            "%.1f %% (%.1f to %.1f)",
            100 * share.mean(),
            100 * share.low(),
            100 * share.high());
  }

  private static String p(double p) {
    return p < 0.0001 ? "less than 0.0001" : String.format(Locale.ROOT, "%.4f", p);
  }
}
