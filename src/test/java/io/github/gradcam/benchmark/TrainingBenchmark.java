package io.github.gradcam.benchmark;

import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.option.TrainingOptions;
import io.github.gradcam.model.kernel.KernelRuntime;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.train.TrainingPlan;
import io.github.gradcam.train.TrainingSpeed;
import java.util.List;

/** Images a second that training steps take. */
final class TrainingBenchmark {

  private static final List<String> LABELS =
      List.of("buildings", "forest", "glacier", "mountain", "sea", "street");

  private final Console console;
  private final double seconds;

  TrainingBenchmark(Console console, double seconds) {
    this.console = console;
    this.seconds = seconds;
  }

  /** Prints a row for each network and precision. */
  void run(List<Precision> precisions) {
    console.result(
        "Training steps, batch 32 (scenes at 118 px, resnet18 at 150 px), without decoding; kernels of %s, %s"
            .formatted(KernelRuntime.settle().kernels(), KernelRuntime.processor()));
    console.result("%-10s %-9s %11s".formatted("network", "precision", "images/s"));
    for (String architecture : List.of("scenes", "resnet18")) {
      for (Precision precision : precisions) {
        if (precision == Precision.MIXED && !KernelRuntime.offersMixed()) {
          continue; // it was said why
        }
        TrainingPlan plan =
            new TrainingOptions(architecture, architecture.equals("scenes") ? 118 : 150, precision)
                .plan(LABELS, 0, null);
        console.result(
            "%-10s %-9s %11.1f"
                .formatted(
                    architecture, precision.text(), TrainingSpeed.imagesPerSecond(plan, seconds)));
      }
    }
    console.result("");
  }
}
