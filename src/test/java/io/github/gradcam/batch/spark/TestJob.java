package io.github.gradcam.batch.spark;

import io.github.gradcam.batch.HeatmapKind;
import io.github.gradcam.batch.ScoringPlan;
import io.github.gradcam.batch.TargetChoice;
import io.github.gradcam.explain.MethodSettings;
import io.github.gradcam.image.Colormap;
import io.github.gradcam.image.Overlay;
import io.github.gradcam.model.Precision;
import io.github.gradcam.model.SavedModelFolder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What a test gives to Spark: {@code MASTER MODEL LAYER HEATMAPS OUTPUT INPUT...}. */
public final class TestJob {

  private TestJob() {}

  /** Prints {@code OUTCOME ...}, or {@code FAILURE message}. */
  public static void main(String[] args) throws Exception {
    Path model = Path.of(args[1]);
    List<String> labels = new SavedModelFolder(model).card().labels();
    ScoringPlan plan =
        new ScoringPlan(
            new TargetChoice("predicted", labels),
            HeatmapKind.of(args[3]),
            new Overlay(Colormap.TURBO, 0.5),
            256);
    SparkJobSettings settings =
        new SparkJobSettings(
            ShippedModel.folder(model),
            Precision.FLOAT32,
            "gradcam",
            MethodSettings.DEFAULT,
            args[2],
            plan,
            SparkJobSettings.PIPELINE);
    List<String> inputs = Arrays.asList(args).subList(5, args.length);
    SparkRun run = new SparkRun(inputs, args[4], false, "test", Map.of("layer", args[2]));
    try (SparkScoring scoring = SparkScoring.start(args[0].equals("-") ? null : args[0])) {
      System.out.println("OUTCOME " + scoring.run(settings, run, TestJob::show));
    } catch (Exception e) {
      System.out.println("FAILURE " + e.getMessage());
      e.printStackTrace();
    }
  }

  private static void show(long done, long images) {
    System.out.println("PROGRESS " + done + " of " + images);
  }
}
