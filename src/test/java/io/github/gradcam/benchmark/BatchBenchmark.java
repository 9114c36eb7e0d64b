package io.github.gradcam.benchmark;

import io.github.gradcam.batch.HeatmapFolder;
import io.github.gradcam.batch.HeatmapKind;
import io.github.gradcam.batch.HeatmapStore;
import io.github.gradcam.batch.ImageScorer;
import io.github.gradcam.batch.PipelineStatus;
import io.github.gradcam.batch.ScoringPipeline;
import io.github.gradcam.batch.ScoringPlan;
import io.github.gradcam.batch.TargetChoice;
import io.github.gradcam.batch.gallery.ImageInput;
import io.github.gradcam.batch.input.ImageCollection;
import io.github.gradcam.batch.input.ImageInputs;
import io.github.gradcam.batch.input.ListColumns;
import io.github.gradcam.cli.BatchMachine;
import io.github.gradcam.cli.FilesBench;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.StageWords;
import io.github.gradcam.cli.option.ModelOptions;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.flow.StageReport;
import io.github.gradcam.image.Colormap;
import io.github.gradcam.image.HeatValues;
import io.github.gradcam.image.Overlay;
import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.report.Version;
import io.github.gradcam.report.results.ResultsFolder;
import io.github.gradcam.report.results.ResultsJournal;
import io.github.gradcam.report.results.RunIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Scoring a collection, beside the network alone on the same images in memory, and beside a plain
 * loop over {@code explain}'s classes, one image after the other.
 */
final class BatchBenchmark {

  private static final int ROUNDS = 3;
  private static final int MOST = 2000;
  private static final int OVERLAY_SIDE = 1024;
  private static final Overlay OVERLAY = new Overlay(Colormap.TURBO, 0.5);

  private final Console console;
  private final Path images;
  private final ModelOptions model;

  BatchBenchmark(Console console, Path images, ModelOptions model) {
    this.console = console;
    this.images = images;
    this.model = model;
  }

  /** What a round gave. */
  private record Round(double alone, double loop, double batch, PipelineStatus status) {}

  /** Prints images a second of the three, and their ratios. */
  void run() throws IOException {
    List<Path> files = files();
    console.result(
        "Collections with %s, %d images of %s, medians of %d rounds in turns, images/s:"
            .formatted(model.path(), files.size(), images, ROUNDS));
    try (Classifier classifier = model.load();
        Explainer explainer = new Explainer(classifier, classifier.layer("auto"), new GradCam())) {
      for (HeatmapKind kind : List.of(HeatmapKind.NONE, HeatmapKind.OVERLAY)) {
        List<Round> rounds = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
          rounds.add(round(explainer, files, kind));
        }
        print(kind, rounds);
      }
    }
  }

  private List<Path> files() throws IOException {
    return ImageInput.list(List.of(images), Path.of("out")).stream()
        .map(ImageInput::path)
        .limit(MOST)
        .toList();
  }

  private Round round(Explainer explainer, List<Path> files, HeatmapKind kind) throws IOException {
    Path folder = Files.createTempDirectory("gradcam-batch");
    try {
      double loop = loop(explainer, files, kind, folder);
      TimedBatch batch = batch(explainer, files, kind, folder.resolve("batch"));
      double alone = alone(explainer, files, batch.status().batchSize());
      return new Round(alone, loop, batch.rate(), batch.status());
    } finally {
      FilesBench.delete(folder);
    }
  }

  /** The network alone, at the batch size that was found, on images that are in memory. */
  private static double alone(Explainer explainer, List<Path> files, int batchSize) {
    int size = explainer.classifier().card().inputSize();
    int count = Math.min(files.size(), 2 * batchSize);
    byte[] pixels = new byte[batchSize * size * size * RgbImage.CHANNELS];
    for (int i = 0; i < batchSize; i++) {
      byte[] input = input(files.get(i % count), size);
      System.arraycopy(input, 0, pixels, i * input.length, input.length);
    }
    int runs = Math.max(1, files.size() / batchSize);
    long start = System.nanoTime();
    for (int i = 0; i < runs; i++) {
      explainer.explain(pixels, batchSize, new ClassSelection.Predicted());
    }
    return (double) runs * batchSize / seconds(start);
  }

  /** One image after the other, as a first program would do it. */
  private static double loop(Explainer explainer, List<Path> files, HeatmapKind kind, Path folder)
      throws IOException {
    int size = explainer.classifier().card().inputSize();
    long start = System.nanoTime();
    for (int i = 0; i < files.size(); i++) {
      RgbImage image = read(files.get(i));
      byte[] input = Resize.bilinear(image, size, size).pixels();
      Explanation explanation =
          explainer.explain(input, 1, new ClassSelection.Predicted()).get(0).get(0);
      if (kind == HeatmapKind.OVERLAY) {
        HeatValues heat = explanation.heat();
        ImageFiles.write(OVERLAY.blend(image, heat), folder.resolve(i + ".jpg"));
      }
    }
    return files.size() / seconds(start);
  }

  private record TimedBatch(double rate, PipelineStatus status) {}

  private TimedBatch batch(Explainer explainer, List<Path> files, HeatmapKind kind, Path folder)
      throws IOException {
    Classifier classifier = explainer.classifier();
    TargetChoice target = new TargetChoice("predicted", classifier.labels());
    ScoringPlan plan = new ScoringPlan(target, kind, OVERLAY, OVERLAY_SIDE, false);
    HeatmapStore store = new HeatmapFolder(folder);
    ScoringPipeline pipeline =
        new ScoringPipeline(
            List.of(new ImageScorer(explainer, plan, store)), new BatchMachine().settings());
    ImageCollection inputs =
        ImageInputs.of(files.stream().map(Path::toString).toList(), folder, ListColumns.DEFAULT);
    RunIdentity identity = new RunIdentity(Version.text(), null, Map.of());
    long start = System.nanoTime();
    try (ResultsFolder results = ResultsFolder.open(folder, identity);
        ResultsJournal journal = ResultsJournal.open(results);
        ImageCollection.Entries entries = inputs.open()) {
      pipeline.run(entries, journal::isDone, journal::append);
      return new TimedBatch(files.size() / seconds(start), pipeline.status());
    }
  }

  private static byte[] input(Path file, int size) {
    return Resize.bilinear(read(file), size, size).pixels();
  }

  private static RgbImage read(Path file) {
    try {
      return ImageFiles.read(file);
    } catch (ImageReadException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private void print(HeatmapKind kind, List<Round> rounds) {
    double alone = median(rounds.stream().mapToDouble(Round::alone).toArray());
    double loop = median(rounds.stream().mapToDouble(Round::loop).toArray());
    double batch = median(rounds.stream().mapToDouble(Round::batch).toArray());
    PipelineStatus last = rounds.get(rounds.size() - 1).status();
    console.result(
        "  heatmaps %-7s batch %.1f (batch size %d)  network alone %.1f, ratio %.2f  plain loop %.1f, ratio %.2f"
            .formatted(kind, batch, last.batchSize(), alone, batch / alone, loop, batch / loop));
    for (StageReport stage : last.stages()) {
      console.result("    " + StageWords.of(stage));
    }
  }

  private static double median(double[] values) {
    java.util.Arrays.sort(values);
    return values[values.length / 2];
  }
}
