package io.github.gradcam.cli;

import io.github.gradcam.batch.ExplanationPipeline;
import io.github.gradcam.batch.PhotoResult;
import io.github.gradcam.batch.StageTimes;
import io.github.gradcam.batch.gallery.Drawing;
import io.github.gradcam.batch.gallery.ExplainedPhoto;
import io.github.gradcam.batch.gallery.ExplanationFolder;
import io.github.gradcam.batch.gallery.PhotoFile;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.Progress;
import io.github.gradcam.cli.option.ModelOptions;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.model.Classifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
        ExplanationPipeline<ExplainedPhoto> pipeline = pipeline(classifier, folder)) {
      run(pipeline, WARM_UP);
      StageTimes.Seconds before = pipeline.times().seconds();
      long start = System.nanoTime();
      run(pipeline, MEASURED);
      double seconds = (System.nanoTime() - start) / 1e9;
      console.result(
          "JPEG files to overlay files with %s: %.1f images/s (%d images in %.1f s)"
              .formatted(model.path(), MEASURED / seconds, MEASURED, seconds));
      shares(pipeline.times().seconds().minus(before));
    } finally {
      delete(folder);
    }
  }

  /** Prints the resident memory after few and after many images. */
  void memory() throws IOException {
    Path folder = Files.createTempDirectory("gradcam-bench");
    try (Classifier classifier = model.load();
        ExplanationPipeline<ExplainedPhoto> pipeline = pipeline(classifier, folder);
        Progress progress =
            console.progress("Explaining", POINTS.get(POINTS.size() - 1), "images")) {
      console.result("Resident memory, and its growth since %d images:".formatted(POINTS.get(0)));
      int done = 0;
      double first = 0;
      for (int point : POINTS) {
        run(pipeline, point - done, progress);
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

  private void shares(StageTimes.Seconds times) {
    double total = times.total();
    console.result(
        "  share of the work: read, decode, resize %.0f %%; network and gradient %.0f %%; draw, encode, write %.0f %%%n"
            .formatted(
                100 * times.read() / total,
                100 * times.network() / total,
                100 * times.render() / total));
  }

  private ExplanationPipeline<ExplainedPhoto> pipeline(Classifier classifier, Path folder)
      throws IOException {
    Explainer explainer = new Explainer(classifier, classifier.layer("auto"), new GradCam());
    List<PhotoFile> files = PhotoFile.list(List.of(images), folder);
    ExplanationFolder gallery =
        new ExplanationFolder(folder, Drawing.overlays(), false, photo -> null);
    int threads = Runtime.getRuntime().availableProcessors();
    return new ExplanationPipeline<>(
        explainer,
        new ClassSelection.Predicted(),
        BATCH,
        threads,
        gallery.writer(explainer, files));
  }

  private void run(ExplanationPipeline<ExplainedPhoto> pipeline, int count) throws IOException {
    try (Progress progress = console.progress("Explaining", count, "images")) {
      run(pipeline, count, progress);
    }
  }

  private void run(ExplanationPipeline<ExplainedPhoto> pipeline, int count, Progress progress)
      throws IOException {
    List<Path> files =
        PhotoFile.list(List.of(images), Path.of("out")).stream().map(PhotoFile::path).toList();
    List<Path> repeated = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      repeated.add(files.get(i % files.size()));
    }
    pipeline.run(
        repeated,
        result -> {
          if (result instanceof PhotoResult.Failed<ExplainedPhoto> failed) {
            throw new IllegalStateException(failed.file() + ": " + failed.reason());
          }
          progress.step(1);
        });
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
