package io.github.gradcam.cli;

import io.github.gradcam.batch.ExplanationPipeline;
import io.github.gradcam.batch.ImageOutcome;
import io.github.gradcam.batch.ImageRenderer;
import io.github.gradcam.batch.gallery.Drawing;
import io.github.gradcam.batch.gallery.ExplanationFolder;
import io.github.gradcam.batch.gallery.ExplanationWriter;
import io.github.gradcam.batch.gallery.ImageInput;
import io.github.gradcam.batch.gallery.ImageRecords;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.Progress;
import io.github.gradcam.cli.option.ModelOptions;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.flow.StageReport;
import io.github.gradcam.model.Classifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * JPEG files to overlay files: how many a second, where the time goes, and what stays in memory.
 */
public final class FilesBench {

  private static final int BATCH = 8;
  private static final int WARM_UP = 64;
  private static final int MEASURED = 512;
  private static final List<Integer> POINTS = List.of(200, 1000, 2000, 5000);

  private final Console console;
  private final Path images;
  private final ModelOptions model;

  FilesBench(Console console, Path images, ModelOptions model) {
    this.console = console;
    this.images = images;
    this.model = model;
  }

  /** Prints images a second and the share of each stage. */
  void throughput() throws IOException {
    Path folder = Files.createTempDirectory("gradcam-bench");
    try (Classifier classifier = model.load();
        Explainer explainer = explainer(classifier);
        Progress progress = console.progress("Explaining", WARM_UP + MEASURED, "images")) {
      run(explainer, folder.resolve("warm-up"), WARM_UP, progress);
      long start = System.nanoTime();
      List<StageReport> stages = run(explainer, folder, MEASURED, progress);
      double seconds = (System.nanoTime() - start) / 1e9;
      console.result(
          "JPEG files to overlay files with %s: %.1f images/s (%d images in %.1f s)"
              .formatted(model.path(), MEASURED / seconds, MEASURED, seconds));
      double total = stages.stream().mapToDouble(StageReport::busy).sum();
      console.result(
          "  share of the work: read, decode, resize %.0f %%; network and gradient %.0f %%; draw, encode, write %.0f %%%n"
              .formatted(stages.stream().map(stage -> 100 * stage.busy() / total).toArray()));
    } finally {
      delete(folder);
    }
  }

  /** Prints the resident memory after few and after many images. */
  void memory() throws IOException {
    Path folder = Files.createTempDirectory("gradcam-bench");
    try (Classifier classifier = model.load();
        Explainer explainer = explainer(classifier);
        Progress progress =
            console.progress("Explaining", POINTS.get(POINTS.size() - 1), "images")) {
      console.result("Resident memory, and its growth since %d images:".formatted(POINTS.get(0)));
      int done = 0;
      double first = 0;
      for (int point : POINTS) {
        run(explainer, folder, point - done, progress);
        done = point;
        double now = residentMegabytes();
        first = first == 0 ? now : first;
        console.result(
            "  after %,6d images %5.0f MB  %+.1f %%"
                .formatted(done, now, 100 * (now - first) / first));
      }
    } finally {
      delete(folder);
    }
  }

  private static Explainer explainer(Classifier classifier) {
    return new Explainer(classifier, classifier.layer("auto"), new GradCam());
  }

  /**
   * Explains the images over and over, to files of their own each time, as long as these are no
   * more than are measured at once.
   */
  private List<StageReport> run(Explainer explainer, Path folder, int count, Progress progress)
      throws IOException {
    List<ImageInput> files = ImageInput.list(List.of(images), folder);
    int most = 1 + MEASURED / files.size();
    Map<Path, Integer> rounds = new ConcurrentHashMap<>();
    Map<Integer, ExplanationWriter> writers = new ConcurrentHashMap<>();
    ImageRenderer<ImageRecords> renderer =
        (photo, explanations) ->
            writers
                .computeIfAbsent(
                    rounds.merge(photo.file(), 1, Integer::sum) % most,
                    round -> gallery(folder.resolve("round-" + round)).writer(explainer, files))
                .render(photo, explanations);
    int threads = Runtime.getRuntime().availableProcessors();
    List<Path> repeated =
        IntStream.range(0, count).mapToObj(i -> files.get(i % files.size()).path()).toList();
    return new ExplanationPipeline<>(
            explainer, new ClassSelection.Predicted(), BATCH, threads, renderer)
        .run(
            repeated,
            result -> {
              if (result instanceof ImageOutcome.Failed<ImageRecords> failed) {
                throw new IOException(failed.file() + ": " + failed.reason());
              }
              progress.step(1);
            });
  }

  private static ExplanationFolder gallery(Path folder) {
    return new ExplanationFolder(folder, Drawing.overlays(), false, photo -> null);
  }

  /** Linux tells in /proc; elsewhere the Java heap in use has to do. */
  public static double residentMegabytes() throws IOException {
    System.gc();
    Path status = Path.of("/proc/self/status");
    if (Files.isReadable(status)) {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmRSS:")) {
          return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
        }
      }
    }
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / 1048576.0;
  }

  public static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
