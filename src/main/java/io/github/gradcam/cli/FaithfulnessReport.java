package io.github.gradcam.cli;

import io.github.gradcam.evaluate.faithfulness.Candidate;
import io.github.gradcam.evaluate.faithfulness.CandidateScore;
import io.github.gradcam.evaluate.faithfulness.Faithfulness;
import io.github.gradcam.evaluate.faithfulness.MeanCurves;
import io.github.gradcam.evaluate.faithfulness.Measure;
import io.github.gradcam.evaluate.faithfulness.TrialResult;
import io.github.gradcam.evaluate.statistics.Interval;
import io.github.gradcam.report.CsvFile;
import io.github.gradcam.report.FaithfulnessTable;
import io.github.gradcam.report.ScoreColumn;
import io.github.gradcam.report.plot.CurvePlot;
import io.github.gradcam.report.plot.IntervalPlot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The table, the files and the plots of a study.
 *
 * @param output the folder
 */
record FaithfulnessReport(Path output) {

  private static final List<Measure> CURVES =
      List.of(
          Measure.INSERTION_BLUR,
          Measure.INSERTION_NEUTRAL,
          Measure.DELETION_BLUR,
          Measure.DELETION_NEUTRAL);

  /** What a terminal has no room for; the CSV has it. */
  private static final Set<Measure> DETAILS =
      EnumSet.of(
          Measure.EVIDENCE_AREA,
          Measure.AGREEMENT_TOP,
          Measure.AGREEMENT_HALF,
          Measure.AGREEMENT_ALL);

  /** Writes everything. */
  void write(Faithfulness faithfulness, List<TrialResult> results) throws IOException {
    faithfulness.write(output.resolve("faithfulness.json"));
    writeTable(faithfulness);
    writeIntervals(faithfulness);
    List<Candidate> candidates =
        faithfulness.candidates().stream().map(CandidateScore::candidate).toList();
    for (Measure measure : CURVES) {
      String name = measure.name().toLowerCase(Locale.ROOT).replace('_', '-');
      boolean insertion = measure.better() == Measure.Better.HIGHER;
      CurvePlot.write(
          output.resolve(name + ".png"),
          "%s over %d images: %s"
              .formatted(
                  name.replace('-', ' '),
                  faithfulness.pictures(),
                  insertion ? "higher is better" : "lower is better"),
          insertion
              ? "share of pixels shown, hottest first"
              : "share of pixels removed, hottest first",
          "mean probability of the class",
          MeanCurves.shares(),
          MeanCurves.of(results, measure, candidates));
    }
  }

  /** The table for a terminal. */
  static String table(Faithfulness faithfulness) {
    List<Measure> measures =
        Arrays.stream(Measure.values()).filter(m -> !DETAILS.contains(m)).toList();
    List<ScoreColumn> columns = measures.stream().map(FaithfulnessReport::column).toList();
    List<FaithfulnessTable.Row> rows = new ArrayList<>();
    for (CandidateScore score : faithfulness.candidates()) {
      List<@Nullable Double> values = new ArrayList<>();
      measures.forEach(measure -> values.add(score.get(measure).mean()));
      rows.add(new FaithfulnessTable.Row(score.method(), score.layer(), values));
    }
    return FaithfulnessTable.text(columns, rows) + fewer(faithfulness);
  }

  /** Names the candidates that were measured on fewer images than the others. */
  private static String fewer(Faithfulness faithfulness) {
    List<String> fewer =
        faithfulness.candidates().stream()
            .filter(score -> pictures(score) < faithfulness.pictures())
            .map(score -> "%s (%d)".formatted(score.method(), pictures(score)))
            .distinct()
            .toList();
    return fewer.isEmpty()
        ? ""
        : "%nMeasured on the first images alone: %s%n".formatted(String.join(", ", fewer));
  }

  private static int pictures(CandidateScore score) {
    return score.get(Measure.INSERTION_MINUS_DELETION).pictures();
  }

  private static ScoreColumn column(Measure measure) {
    ScoreColumn.Best best =
        switch (measure.better()) {
          case HIGHER -> ScoreColumn.Best.HIGHEST;
          case LOWER -> ScoreColumn.Best.LOWEST;
          case NEITHER -> ScoreColumn.Best.NONE;
        };
    return new ScoreColumn(measure.header(), best, measure.meaning());
  }

  private void writeTable(Faithfulness faithfulness) throws IOException {
    List<String> header = new ArrayList<>(List.of("method", "layer", "pictures", "sanity"));
    for (Measure measure : Measure.values()) {
      header.addAll(List.of(measure.key(), measure.key() + "Low", measure.key() + "High"));
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (CandidateScore score : faithfulness.candidates()) {
      List<@Nullable Object> row = new ArrayList<>();
      row.add(score.method());
      row.add(score.layer());
      row.add(pictures(score));
      row.add(score.sanity().name().toLowerCase(Locale.ROOT));
      for (Measure measure : Measure.values()) {
        Interval interval = score.get(measure);
        row.addAll(Arrays.asList(interval.mean(), interval.low(), interval.high()));
      }
      rows.add(row);
    }
    CsvFile.write(output.resolve("faithfulness.csv"), header, rows);
  }

  private void writeIntervals(Faithfulness faithfulness) throws IOException {
    List<IntervalPlot.Row> rows = new ArrayList<>();
    for (CandidateScore score : faithfulness.candidates()) {
      Interval main = score.get(Measure.INSERTION_MINUS_DELETION);
      if (main.mean() != null) {
        double mean = main.mean();
        double low = Objects.requireNonNullElse(main.low(), mean);
        double high = Objects.requireNonNullElse(main.high(), mean);
        rows.add(new IntervalPlot.Row(score.candidate().toString(), mean, low, high));
      }
    }
    if (!rows.isEmpty()) {
      IntervalPlot.write(
          output.resolve("faithfulness.png"),
          "Which explanation to believe, over %d images".formatted(faithfulness.pictures()),
          "insertion less deletion, with its 95 % interval",
          rows);
    }
  }
}
