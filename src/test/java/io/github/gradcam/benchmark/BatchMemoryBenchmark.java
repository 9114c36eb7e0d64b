package io.github.gradcam.benchmark;

import io.github.gradcam.batch.HeatmapFolder;
import io.github.gradcam.batch.HeatmapKind;
import io.github.gradcam.batch.ImageScorer;
import io.github.gradcam.batch.ScoringPipeline;
import io.github.gradcam.batch.ScoringPlan;
import io.github.gradcam.batch.TargetChoice;
import io.github.gradcam.batch.input.ImageCollection;
import io.github.gradcam.batch.input.ImageEntry;
import io.github.gradcam.batch.input.ImageInputs;
import io.github.gradcam.batch.input.ListColumns;
import io.github.gradcam.cli.BatchMachine;
import io.github.gradcam.cli.FilesBench;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.Progress;
import io.github.gradcam.cli.option.ModelOptions;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.image.Colormap;
import io.github.gradcam.image.Overlay;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.report.Version;
import io.github.gradcam.report.results.ResultsFolder;
import io.github.gradcam.report.results.ResultsJournal;
import io.github.gradcam.report.results.RunIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The resident memory of a run over many images, with overlays. */
final class BatchMemoryBenchmark {

  private static final int IMAGES = 20_000;
  private static final Set<Long> POINTS = Set.of(500L, 2000L, 5000L, 10_000L, 15_000L, 20_000L);
  private static final int OVERLAY_SIDE = 1024;

  private final Console console;
  private final Path images;
  private final ModelOptions model;

  BatchMemoryBenchmark(Console console, Path images, ModelOptions model) {
    this.console = console;
    this.images = images;
    this.model = model;
  }

  /** Prints the resident memory at some points. */
  void run() throws IOException {
    console.result("Resident memory of a run over %,d images with overlays:".formatted(IMAGES));
    Path folder = Files.createTempDirectory("gradcam-batch");
    try (Classifier classifier = model.load();
        Explainer explainer = new Explainer(classifier, classifier.layer("auto"), new GradCam())) {
      run(explainer, folder.resolve("out"));
    } finally {
      FilesBench.delete(folder);
    }
  }

  private void run(Explainer explainer, Path output) throws IOException {
    TargetChoice target = new TargetChoice("predicted", explainer.classifier().labels());
    Overlay overlay = new Overlay(Colormap.TURBO, 0.5);
    ScoringPlan plan = new ScoringPlan(target, HeatmapKind.OVERLAY, overlay, OVERLAY_SIDE, false);
    ScoringPipeline pipeline =
        new ScoringPipeline(
            List.of(new ImageScorer(explainer, plan, new HeatmapFolder(output))),
            new BatchMachine().settings());
    try (ResultsFolder results =
            ResultsFolder.open(output, new RunIdentity(Version.text(), null, Map.of()));
        ResultsJournal journal = ResultsJournal.open(results);
        Progress progress = console.progress("Scoring", IMAGES, "images");
        Repeated entries = new Repeated()) {
      pipeline.run(
          entries,
          journal::isDone,
          row -> {
            journal.append(row);
            progress.step(1);
            if (POINTS.contains(journal.size())) {
              console.result(
                  "  after %,6d images %5.0f MB"
                      .formatted(journal.size(), FilesBench.residentMegabytes()));
            }
          });
    }
  }

  /** The images over and over, each time under another name. */
  private final class Repeated implements ImageCollection.Entries {

    private final ImageInputs inputs =
        ImageInputs.of(List.of(images.toString()), Path.of("out"), ListColumns.DEFAULT);
    private ImageCollection.Entries current = inputs.open();
    private int given;
    private int round;

    @Override
    public @Nullable ImageEntry next() throws IOException {
      if (given == IMAGES) {
        return null;
      }
      ImageEntry entry = current.next();
      if (entry == null) {
        current.close();
        current = inputs.open();
        round++;
        entry = current.next();
      }
      if (entry == null) {
        return null;
      }
      given++;
      String path = entry.path() + "#" + round;
      return new ImageEntry(path, entry.label(), entry.target(), entry.content());
    }

    @Override
    public double share() {
      return (double) given / IMAGES;
    }

    @Override
    public void close() throws IOException {
      current.close();
    }
  }
}
