package io.github.gradcam.cli.option;

import com.beust.jcommander.Parameter;
import io.github.gradcam.train.Hyperparameters;
import io.github.gradcam.train.Hyperparameters.OptimizerKind;
import io.github.gradcam.train.TrainingPlan;
import io.github.gradcam.train.TransferPlan;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How much of a backbone may change, and how. */
public final class FineTuningOptions {

  private static final float WARM_UP = 1;

  @Parameter(
      names = "--freeze-until",
      description = "Let the layers of --backbone after this one learn too, once the head has")
  private @Nullable String freezeUntil;

  @Parameter(
      names = "--fine-tune-epochs",
      description =
          "How many times each image is seen by the layers after --freeze-until (default: 10)")
  private @Nullable Integer epochs;

  @Parameter(
      names = "--fine-tune-learning-rate",
      description =
          "Highest learning rate of the layers after --freeze-until (default: 0.0001 for adam, 0.001 for sgd)")
  private @Nullable Float learningRate;

  /** The last layer that stays as it is, null where all do; refuses the others without it. */
  public @Nullable String freezeUntil() {
    if (freezeUntil == null) {
      options().refuseWithout("--freeze-until");
    }
    return freezeUntil;
  }

  /** How the last layers are trained, after the head. */
  public TrainingPlan plan(TrainingPlan head, TransferPlan transfer, String frozen) {
    Hyperparameters of = head.hyperparameters();
    float usual = of.optimizer() == OptimizerKind.SGD ? 0.001f : 1e-4f;
    Hyperparameters low =
        new Hyperparameters(
            of.optimizer(),
            Objects.requireNonNullElse(learningRate, usual),
            WARM_UP,
            Objects.requireNonNullElse(epochs, 10),
            of.batchSize(),
            of.weightDecay(),
            of.labelSmoothing(),
            of.averageDecay());
    return head.with(low, transfer.freezingUntil(frozen));
  }

  /** Those that were given. */
  GivenOptions options() {
    return new GivenOptions()
        .with("--freeze-until", freezeUntil)
        .with("--fine-tune-epochs", epochs)
        .with("--fine-tune-learning-rate", learningRate);
  }
}
