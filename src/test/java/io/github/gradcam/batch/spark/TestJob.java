package io.github.gradcam.batch.spark;

import io.github.gradcam.batch.HeatmapKind;
import io.github.gradcam.batch.ScoringPlan;
import io.github.gradcam.batch.TargetChoice;
import io.github.gradcam.explain.Convention;
import io.github.gradcam.explain.MethodSettings;
import io.github.gradcam.explain.target.TargetScore;
import io.github.gradcam.image.Colormap;
import io.github.gradcam.image.Overlay;
import io.github.gradcam.model.SavedModelFolder;
import io.github.gradcam.model.kernel.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a test gives to Spark: {@code MASTER MODEL METHOD LAYER HEATMAPS OUTPUT INPUT... [/ MODEL
 * ...]}.
 */
public final class TestJob {

  /** Of methods that take some: 16 passes of the network take a twentieth of a second. */
  private static final int SAMPLES = 16;

  private TestJob() {}

  /** Prints {@code OUTCOME ...}, or {@code FAILURE message}, for each run. */
  public static void main(String[] args) throws Exception {
    List<String> rest = Arrays.asList(args).subList(1, args.length);
    try (SparkScoring scoring = SparkScoring.start(args[0].equals("-") ? null : args[0])) {
      while (!rest.isEmpty()) {
        int end = rest.contains("/") ? rest.indexOf("/") : rest.size();
        run(scoring, rest.subList(0, end));
        rest = rest.subList(Math.min(end + 1, rest.size()), rest.size());
      }
    }
  }

  private static void run(SparkScoring scoring, List<String> args) {
    try {
      String layer = args.get(2);
      SparkJobSettings settings =
          settings(Path.of(args.get(0)), args.get(1), layer, HeatmapKind.of(args.get(3)));
      List<String> inputs = args.subList(5, args.size());
      SparkRun run = new SparkRun(inputs, args.get(4), false, "test", Map.of("layer", layer));
      System.out.println("OUTCOME " + scoring.run(settings, run, TestJob::show));
    } catch (Exception e) {
      System.out.println("FAILURE " + e.getMessage());
      e.printStackTrace(System.out);
    }
  }

  private static SparkJobSettings settings(
      Path model, String method, String layer, HeatmapKind heatmaps) throws IOException {
    List<String> labels = new SavedModelFolder(model).card().labels();
    ScoringPlan plan =
        new ScoringPlan(
            new TargetChoice("predicted", labels),
            heatmaps,
            new Overlay(Colormap.TURBO, 0.5),
            256,
            false);
    return new SparkJobSettings(
        ShippedModel.folder(model),
        Precision.FLOAT32,
        method,
        new MethodSettings(Convention.PAPER, SAMPLES, 1),
        layer,
        TargetScore.LOGIT,
        plan,
        SparkJobSettings.PIPELINE);
  }

  private static void show(long done, long images) {
    System.out.println("PROGRESS " + done + " of " + images);
  }
}
