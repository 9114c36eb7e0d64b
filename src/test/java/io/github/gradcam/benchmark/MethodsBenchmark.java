package io.github.gradcam.benchmark;

import io.github.gradcam.cli.TurnTaking;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.ExplanationMethod;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.explain.MethodSettings;
import io.github.gradcam.explain.ProbingMethod;
import io.github.gradcam.explain.method.Methods;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import java.util.List;
import java.util.Random;

/** What the methods cost: those of one pass together, and each of those of many. */
final class MethodsBenchmark {

  private static final int ROUNDS = 15;
  private static final int SLOW_ROUNDS = 5;
  private static final List<Integer> BATCHES = List.of(1, 8, 32);

  private final Console console;
  private final double seconds;
  private final Classifier classifier;
  private final HeatmapLayer layer;
  private final List<ExplanationMethod> methods;

  /**
   * Prepares.
   *
   * @param console where the numbers go
   * @param seconds how long each number is measured at least
   * @param classifier stays the caller's to close
   */
  MethodsBenchmark(Console console, double seconds, Classifier classifier) {
    this.console = console;
    this.seconds = seconds;
    this.classifier = classifier;
    this.layer = classifier.layer("auto");
    this.methods =
        new Methods(MethodSettings.DEFAULT)
            .all().stream()
                .filter(method -> method.objection(classifier, layer).isEmpty())
                .toList();
  }

  /** Ten methods of one pass against Grad-CAM alone, taken in turns. */
  void together() {
    List<ExplanationMethod> ten =
        methods.stream().filter(method -> !(method instanceof ProbingMethod)).limit(10).toList();
    console.result("%d methods of one pass together against Grad-CAM alone".formatted(ten.size()));
    console.result("%5s %14s %14s %7s".formatted("batch", "Grad-CAM ms", "together ms", "ratio"));
    try (Explainer one = explainer(ten.subList(0, 1));
        Explainer all = explainer(ten)) {
      for (int batch : BATCHES) {
        byte[] pixels = pixels(batch);
        int[] classes = new int[batch];
        double[] medians =
            TurnTaking.medians(
                () -> one.explain(pixels, classes),
                () -> all.explain(pixels, classes),
                ROUNDS,
                seconds);
        console.result(
            "%5d %14.2f %14.2f %7.3f"
                .formatted(batch, 1e3 * medians[0], 1e3 * medians[1], medians[1] / medians[0]));
      }
    }
    console.result("");
  }

  /** Score-CAM in batches against one version a run, taken in turns; the versions are the same. */
  void batched() {
    ExplanationMethod scoreCam = new Methods(MethodSettings.DEFAULT).named("scorecam").get(0);
    ExplanationPlan plan = ExplanationPlan.of(List.of(scoreCam), List.of(layer));
    console.result("Score-CAM, versions of an image a second");
    console.result("%8s %8s %7s".formatted("single", "batched", "ratio"));
    try (Explainer single = new Explainer(classifier, plan.withBatch(1));
        Explainer batched = new Explainer(classifier, plan)) {
      byte[] pixels = pixels(1);
      double[] medians =
          TurnTaking.medians(
              () -> single.explain(pixels, 0),
              () -> batched.explain(pixels, 0),
              SLOW_ROUNDS,
              seconds);
      double versions = plan.passes(1);
      console.result(
          "%8.1f %8.1f %7.2f"
              .formatted(versions / medians[0], versions / medians[1], medians[0] / medians[1]));
    }
    console.result("");
  }

  /** Each method alone, on one image. */
  void each() {
    console.result("%-22s %8s %12s %10s".formatted("method", "passes", "s an image", "x Grad-CAM"));
    byte[] pixels = pixels(1);
    double gradCam = 0;
    for (ExplanationMethod method : methods) {
      try (Explainer explainer = explainer(List.of(method))) {
        explainer.explain(pixels, 0);
        double time = least(() -> explainer.explain(pixels, 0));
        gradCam = gradCam == 0 ? time : gradCam;
        console.result(
            "%-22s %8d %12.4f %10.1f"
                .formatted(method.name(), explainer.plan().passes(1), time, time / gradCam));
      }
    }
    console.result("");
  }

  private Explainer explainer(List<ExplanationMethod> some) {
    return new Explainer(classifier, ExplanationPlan.of(some, List.of(layer)));
  }

  private byte[] pixels(int batch) {
    int size = classifier.card().inputSize();
    byte[] pixels = new byte[batch * size * size * 3];
    new Random(1).nextBytes(pixels);
    return pixels;
  }

  private double least(Runnable task) {
    double least = Double.MAX_VALUE;
    long end = System.nanoTime() + (long) (seconds * 1e9);
    do {
      long start = System.nanoTime();
      task.run();
      least = Math.min(least, (System.nanoTime() - start) / 1e9);
    } while (System.nanoTime() < end);
    return least;
  }
}
