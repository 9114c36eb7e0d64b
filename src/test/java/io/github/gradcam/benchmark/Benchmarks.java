package io.github.gradcam.benchmark;

import com.beust.jcommander.JCommander;
import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.TerminalStream;
import io.github.gradcam.cli.console.UsageException;
import io.github.gradcam.cli.option.ModelOptions;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.kernel.KernelRuntime;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.model.kernel.Purpose;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs one comparison: {@code ./mvnw -Pbenchmarks test-compile exec:exec -Dbenchmark="methods"}.
 */
public final class Benchmarks {

  @Parameter(
      description =
          "batch, batch-memory, video, methods, page, film, clip, report, planted, clean, mistakes, parts or training",
      required = true)
  private List<String> parts = new ArrayList<>(); // JCommander empties it

  @Parameter(
      names = "--precisions",
      description = "For training: float32, mixed, or both with a comma")
  private List<String> precisions = List.of("float32");

  @Parameter(
      names = "--images",
      description =
          "Folder of images for batch, page, video, clean and mistakes; for planted the Intel scenes")
  private Path images = Path.of("data");

  @Parameter(
      names = "--marks",
      description =
          "For planted: caption, border, cast, blur, sticker or none, with commas between")
  private List<String> marks = List.of("caption", "border", "cast", "blur", "sticker", "none");

  @Parameter(names = "--backbone", description = "For planted: MobileNetV2 as a frozen graph")
  private Path backbone = Path.of("../shared/models/mobilenet_v2_100_224_f32.pb");

  @Parameter(
      names = "--seed",
      description = "For planted and parts: of all that is drawn by chance")
  private long seed = 1;

  @Parameter(names = "--every", description = "For planted: takes one of so many training images")
  private int every = 1;

  @Parameter(names = "--runs", description = "For clean and mistakes: how many samples are drawn")
  private int runs = 20;

  @Parameter(names = "--figures", description = "For parts: how many figures are explained")
  private int figures = 100;

  @Parameter(
      names = "--costly",
      description = "For parts: how many of the figures are explained by methods of many passes")
  private int costly = 25;

  @Parameter(names = "--seconds", description = "How long each number is measured at least")
  private double seconds = 3;

  @ParametersDelegate private final ModelOptions model = new ModelOptions();

  private Benchmarks() {}

  /** Runs what the arguments name. */
  public static void main(String[] arguments) throws Exception {
    Benchmarks benchmarks = new Benchmarks();
    JCommander.newBuilder().addObject(benchmarks).build().parse(arguments);
    benchmarks.run(
        new Console(new TerminalStream(System.out), new TerminalStream(System.err), false));
  }

  private void run(Console console) throws Exception {
    List<Precision> exactness = precisions.stream().map(Precision::of).toList();
    Purpose purpose = parts.contains("training") ? Purpose.TRAINING : Purpose.EXPLAINING;
    KernelRuntime.plan(purpose, exactness.get(exactness.size() - 1));
    for (String part : parts) {
      switch (part) {
        case "methods" -> methods(console);
        case "training" -> new TrainingBenchmark(console, seconds).run(exactness);
        case "batch" -> new BatchBenchmark(console, images, model).run();
        case "batch-memory" -> new BatchMemoryBenchmark(console, images, model).run();
        case "report" -> new ReportBenchmark(console).run();
        case "planted" -> planted(console);
        case "clean" -> new CleanReports(console, kept()).run(model.path(), images, runs);
        case "mistakes" ->
            new PlantedMistakes(console).run(model.path(), images, kept().resolve("batch"), runs);
        case "parts" ->
            new PartsBenchmark(console, Path.of("target", "parts"), seed, figures, costly).run();
        case "page" -> new PageBenchmark(console, images).run();
        case "film" -> new PageFilm(console, Path.of("docs", "serve.webp")).run();
        case "clip" -> new PannedClip(console, Path.of("target", "clip")).run();
        case "video" -> new VideoBenchmark(console, images, model).run();
        default ->
            throw new UsageException(
                "Expected batch, batch-memory, video, methods, page, film, clip, report, planted, clean, mistakes, parts or training, found '%s'"
                    .formatted(part));
      }
    }
  }

  /** The results of a model, which two parts share. */
  private Path kept() {
    String name = model.path().toAbsolutePath().normalize().toString().replaceAll("[^\\w-]+", "-");
    return Path.of("target", "clean", name.replaceFirst("^-", ""));
  }

  private void planted(Console console) throws Exception {
    Path folder = Path.of("target", "planted");
    PlantedCauses planted = new PlantedCauses(console, images, backbone, folder, seed, every);
    for (String mark : marks) {
      planted.run(PlantedMark.valueOf(mark.toUpperCase(Locale.ROOT)));
    }
  }

  private void methods(Console console) throws IOException {
    try (Classifier classifier = model.load()) {
      MethodsBenchmark bench = new MethodsBenchmark(console, seconds, classifier);
      bench.together();
      bench.batched();
      bench.each();
    }
  }
}
