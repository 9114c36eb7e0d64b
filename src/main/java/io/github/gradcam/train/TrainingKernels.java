package io.github.gradcam.train;

import io.github.gradcam.model.kernel.KernelDecision;
import io.github.gradcam.model.kernel.KernelReport;
import io.github.gradcam.model.kernel.KernelRuntime;
import io.github.gradcam.model.kernel.Kernels;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.model.kernel.Purpose;
import io.github.gradcam.model.kernel.Threading;
import io.github.gradcam.model.kernel.TrialProcess;
import io.github.gradcam.train.Hyperparameters.OptimizerKind;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Settles the kernels of a process that trains. Where a trial found some of them wrong, though not
 * in all sizes, the first step of this very training is taken with them and with right ones: where
 * all gradients agree, the faster are used.
 */
public final class TrainingKernels {

  /** How far gradients may differ, as a share of the largest: rounding stays far below. */
  private static final double BOUND = 0.02;

  private static final int MEGABYTES = 2048;

  private TrainingKernels() {}

  /**
   * Settles them, where they are still open; takes seconds where a step has to be tried.
   *
   * @param plan of the training
   */
  public static void settle(TrainingPlan plan) {
    KernelRuntime.plan(Purpose.TRAINING, plan.precision());
    if (!KernelRuntime.isOpen() || plan.transfer() != null) {
      return;
    }
    Map<Kernels, KernelReport> reports = KernelRuntime.reports();
    Optional<Kernels> right =
        reports.values().stream()
            .filter(report -> report.rightFor(Purpose.TRAINING))
            .map(KernelReport::kernels)
            .findFirst();
    for (KernelReport doubtful : reports.values()) {
      if (right.isPresent() && doubtful.failure() == null && !doubtful.rightFor(Purpose.TRAINING)) {
        compare(plan, right.get(), doubtful.kernels());
      }
    }
  }

  private static void compare(TrainingPlan plan, Kernels right, Kernels doubtful) {
    String kept =
        "first-step-%s-%08x".formatted(doubtful, plainDescent(plan).toString().hashCode());
    KernelDecision.kept(kept)
        .or(
            () -> {
              Optional<KernelDecision> made = compared(plan, right, doubtful);
              made.ifPresent(decision -> decision.keep(kept));
              return made;
            })
        .ifPresent(KernelRuntime::decide);
  }

  private static Optional<KernelDecision> compared(
      TrainingPlan plan, Kernels right, Kernels doubtful) {
    KernelRuntime.say(
        "Comparing a step of this training with the kernels of %s and of %s, once; half a minute at most ..."
            .formatted(right, doubtful));
    Optional<FirstStep> expected = step(plan, right);
    Optional<FirstStep> found = step(plan, doubtful);
    if (expected.isEmpty() || found.isEmpty()) {
      return Optional.empty();
    }
    double difference = found.get().differenceFrom(expected.get());
    double speed = found.get().imagesPerSecond() / expected.get().imagesPerSecond();
    Kernels taken = difference <= BOUND && speed > 1 ? doubtful : right;
    return Optional.of(
        new KernelDecision(
            taken,
            Threading.TOGETHER,
            String.format(
                Locale.ROOT,
                "Kernels of %s: the gradients of a first step with those of %s differ from %s by %.2g of the largest, at %.2f times the speed",
                taken,
                doubtful,
                right,
                difference,
                speed)));
  }

  private static Optional<FirstStep> step(TrainingPlan plan, Kernels kernels) {
    return TrialProcess.ask(
        kernels,
        Threading.TOGETHER,
        FirstStep.class,
        MEGABYTES,
        plainDescent(plan),
        FirstStep::read);
  }

  /** Each change is a gradient times the rate: no averages, no decay, no warm-up. */
  private static TrainingPlan plainDescent(TrainingPlan plan) {
    Hyperparameters of = plan.hyperparameters();
    return new TrainingPlan(
        plan.architecture(),
        plan.labels(),
        plan.inputSize(),
        plan.cropSize(),
        new Hyperparameters(OptimizerKind.SGD, of.learningRate(), 0, 1, of.batchSize(), 0, 0, 0),
        plan.augmentation(),
        plan.mixing(),
        plan.validationFraction(),
        plan.patience(),
        Precision.FLOAT32,
        plan.seed(),
        plan.excluded(),
        null,
        null);
  }
}
