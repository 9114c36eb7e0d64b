package io.github.gradcam.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.Progress;
import io.github.gradcam.cli.option.Command;
import io.github.gradcam.cli.option.CommonOptions;
import io.github.gradcam.cli.option.GalleryOptions;
import io.github.gradcam.cli.option.ModelOptions;
import io.github.gradcam.evaluate.Average;
import io.github.gradcam.evaluate.Evaluation;
import io.github.gradcam.evaluate.Mistake;
import io.github.gradcam.evaluate.Prediction;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.report.ClassificationReport;
import io.github.gradcam.report.ConfusionTable;
import io.github.gradcam.report.plot.ConfusionPlot;
import io.github.gradcam.train.data.Augmentation;
import io.github.gradcam.train.data.Batch;
import io.github.gradcam.train.data.BatchLoader;
import io.github.gradcam.train.data.ImageSet;
import io.github.gradcam.train.data.Order;
import io.github.gradcam.train.data.Skipped;
import io.github.gradcam.train.data.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Measures a model on labelled images. */
@Parameters(
    commandDescription = "Measure a model on labelled images: accuracy, confusion, calibration")
final class EvaluateCommand implements Command {

  private static final int PREFETCH = 2;

  @ParametersDelegate private final CommonOptions common = new CommonOptions();
  @ParametersDelegate private final ModelOptions model = new ModelOptions();

  @Parameter(
      names = "--data",
      required = true,
      description = "The Intel scenes (their seg_test), or a folder with one folder per class")
  private @Nullable Path data; // JCommander sees to it that it is given

  @Parameter(
      names = "--output",
      description = "Folder for evaluation.json and confusion-matrix.png")
  private Path output = Path.of("out", "evaluation");

  @Parameter(names = "--batch-size", description = "Images per forward pass")
  private int batchSize = 32;

  @Parameter(names = "--mistakes", description = "How many of the most confident mistakes to list")
  private int mistakes = 10;

  @ParametersDelegate private final GalleryOptions gallery = new GalleryOptions();

  @Override
  public String name() {
    return "evaluate";
  }

  @Override
  public CommonOptions common() {
    return common;
  }

  @Override
  public int run(Console console) throws Exception {
    gallery.check();
    Path source = Objects.requireNonNull(data, "--data");
    try (Classifier classifier = model.load();
        ImageSet images = ImageSet.open(source, Split.TEST).withLabels(classifier.labels());
        BatchLoader loader = loader(images, classifier)) {
      List<Prediction> predictions = predict(console, classifier, loader);
      List<Skipped> unread = loader.skipped();
      Evaluation evaluation =
          Evaluation.of(classifier.execution().text(), predictions, classifier.labels(), unread);
      evaluation.write(output.resolve("evaluation.json"));
      ConfusionPlot.write(
          output.resolve("confusion-matrix.png"),
          classifier.labels(),
          evaluation.confusionMatrix());
      print(console, evaluation);
      if (gallery.mistakes()) {
        show(console, classifier, evaluation);
      }
      loader.doubtful().text().ifPresent(console.err()::println);
      return skipped(console, loader.skipped());
    }
  }

  private void show(Console console, Classifier classifier, Evaluation evaluation)
      throws IOException {
    List<MistakesGallery.Wrong> wrong =
        evaluation.mistakes().stream()
            .map(each -> new MistakesGallery.Wrong(each.path(), each.actual(), each.confidence()))
            .toList();
    try (Explainer explainer = new Explainer(classifier, classifier.layer("auto"), new GradCam())) {
      new MistakesGallery(console, output).write(explainer, wrong);
    }
  }

  private BatchLoader loader(ImageSet images, Classifier classifier) {
    return new BatchLoader(
        images,
        images.examples(),
        batchSize,
        classifier.card().inputSize(),
        Augmentation.NONE,
        Order.sequential(),
        false,
        Runtime.getRuntime().availableProcessors(),
        PREFETCH);
  }

  private static List<Prediction> predict(
      Console console, Classifier classifier, BatchLoader loader) {
    List<Prediction> predictions = new ArrayList<>();
    try (Progress progress = console.progress("Evaluating", loader.size(), "images")) {
      for (Iterator<Batch> batches = loader.epoch(0); batches.hasNext(); ) {
        Batch batch = batches.next();
        float[][] rows = classifier.probabilities(batch.values(), batch.size());
        for (int i = 0; i < rows.length; i++) {
          predictions.add(
              new Prediction(batch.examples().get(i).path(), batch.labels()[i], rows[i]));
        }
        progress.step(batch.size());
      }
    }
    return predictions;
  }

  private void print(Console console, Evaluation evaluation) {
    List<ClassificationReport.Row> rows =
        evaluation.classes().stream()
            .map(
                c ->
                    new ClassificationReport.Row(
                        c.label(), c.precision(), c.recall(), c.f1(), c.support()))
            .toList();
    List<ClassificationReport.Row> averages =
        List.of(
            row("macro avg", evaluation.macroAverage(), evaluation.images()),
            row("weighted avg", evaluation.weightedAverage(), evaluation.images()));
    console.result(ClassificationReport.text(rows, evaluation.accuracy(), averages));
    console.result(ConfusionTable.text(evaluation.labels(), evaluation.confusionMatrix()));
    console.result(
        "Expected calibration error (%d bins): %.4f"
            .formatted(Evaluation.CALIBRATION_BINS, evaluation.expectedCalibrationError()));
    console.result("Computed in %s%n".formatted(evaluation.computedBy()));
    List<Mistake> shown = evaluation.mistakes().stream().limit(mistakes).toList();
    console.result(
        "The %d most confident of %d mistakes:"
            .formatted(shown.size(), evaluation.mistakes().size()));
    for (Mistake mistake : shown) {
      console.result(
          "  %s: %s taken for %s (%.1f %%)"
              .formatted(
                  mistake.path(),
                  mistake.actual(),
                  mistake.predicted(),
                  100 * mistake.confidence()));
    }
    console.result("Written: " + output.resolve("evaluation.json") + ", confusion-matrix.png");
  }

  private static ClassificationReport.Row row(String label, Average average, int images) {
    return new ClassificationReport.Row(
        label, average.precision(), average.recall(), average.f1(), images);
  }

  private static int skipped(Console console, List<Skipped> skipped) {
    for (Skipped one : skipped) {
      console.err().println("Skipped " + one.path() + ": " + one.reason());
    }
    if (!skipped.isEmpty()) {
      console.err().println(skipped.size() + " images could not be read");
    }
    return skipped.isEmpty() ? DONE : FAILED;
  }
}
