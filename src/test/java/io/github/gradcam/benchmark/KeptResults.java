package io.github.gradcam.benchmark;

import io.github.gradcam.cli.Main;
import io.github.gradcam.cli.option.ModelOptions;
import io.github.gradcam.image.InputPixels;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.Predictor;
import io.github.gradcam.report.dataset.DataSetReport;
import io.github.gradcam.report.dataset.Estimate;
import io.github.gradcam.report.dataset.ReportFolder;
import io.github.gradcam.report.dataset.ReportHead;
import io.github.gradcam.report.dataset.TestedCause;
import io.github.gradcam.report.results.ImageRow;
import io.github.gradcam.report.results.ResultsFolder;
import io.github.gradcam.report.results.ResultsJournal;
import io.github.gradcam.report.results.RunIdentity;
import io.github.gradcam.survey.Survey;
import io.github.gradcam.survey.SurveySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@code gradcam batch --keep evidence} left of a model, and reports of parts of it. */
final class KeptResults implements AutoCloseable {

  private static final int BATCH = 32;

  private final Classifier classifier;
  private final List<ImageRow> rows;

  private KeptResults(Classifier classifier, List<ImageRow> rows) {
    this.classifier = classifier;
    this.rows = rows;
  }

  /**
   * Scores images, unless that was done, and loads the model.
   *
   * @param model a folder that {@code train} wrote
   * @param images a folder with one folder a class
   * @param batch takes the results
   */
  static KeptResults of(Path model, Path images, Path batch) throws Exception {
    score(model, images, batch);
    List<ImageRow> rows;
    RunIdentity run = RunIdentity.read(batch.resolve(RunIdentity.FILE));
    try (ResultsFolder folder = ResultsFolder.open(batch, run);
        ResultsJournal journal = ResultsJournal.open(folder);
        Stream<ImageRow> all = journal.rows()) {
      rows = all.toList();
    }
    ModelOptions options = new ModelOptions();
    options.choose(model);
    return new KeptResults(options.load(), rows);
  }

  /** Scores images, unless that was done. */
  static void score(Path model, Path images, Path batch) throws IOException, InterruptedException {
    if (!Files.exists(batch.resolve("summary.json"))) {
      gradcam(
          "batch",
          "--model",
          model.toString(),
          images.toString(),
          "--keep",
          "evidence",
          "--output",
          batch.toString());
    }
  }

  /** Runs the program in a process of its own, from the classes of this one. */
  static void gradcam(String... words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dgradcam.home=" + System.getProperty("gradcam.home", "."),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(words));
    int code = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (code != 0) {
      throw new IllegalStateException(
          "Expected gradcam %s to end well, found exit code %d".formatted(words[0], code));
    }
  }

  /** The rows, in the order of the journal. */
  List<ImageRow> rows() {
    return rows;
  }

  List<String> labels() {
    return classifier.labels();
  }

  /**
   * Makes a report.
   *
   * @param some of the rows
   * @param seed of all that is drawn by chance
   * @param folder takes the page
   */
  DataSetReport report(List<ImageRow> some, long seed, Path folder) throws IOException {
    SurveySettings usual = SurveySettings.DEFAULT;
    Survey survey =
        new Survey(
            some::stream,
            classifier.labels(),
            this::answers,
            classifier.card().inputSize(),
            null,
            new SurveySettings(usual.images(), usual.suspicions(), seed),
            (stage, done, all) -> {});
    ReportHead head =
        new ReportHead(String.valueOf(folder.getFileName()), "", "", "", "", List.of());
    try (ReportFolder pages = ReportFolder.open(folder)) {
      return survey.write(head, pages);
    }
  }

  /** A cause in one line. */
  static String text(TestedCause cause) {
    return String.format(
        Locale.ROOT,
        "%s %s, by chance %s, q %.2g: %s, %s",
        cause.statement(),
        share(cause.effect()),
        share(cause.chance()),
        cause.adjustedP(),
        cause.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        cause.reason());
  }

  private static String share(@Nullable Estimate estimate) {
    return estimate == null ? "-" : String.format(Locale.ROOT, "%.2f", estimate.value());
  }

  private int[] answers(List<RgbImage> images) {
    int[] classes = new int[images.size()];
    for (int from = 0; from < classes.length; from += BATCH) {
      List<RgbImage> some = images.subList(from, Math.min(classes.length, from + BATCH));
      byte[] pixels = InputPixels.joined(some.stream().map(RgbImage::pixels).toList());
      float[][] probabilities = classifier.probabilities(pixels, some.size());
      for (int i = 0; i < probabilities.length; i++) {
        classes[from + i] = Predictor.likeliest(probabilities[i]);
      }
    }
    return classes;
  }

  @Override
  public void close() {
    classifier.close();
  }
}
