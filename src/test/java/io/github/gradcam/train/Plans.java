package io.github.gradcam.train;

import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.train.Hyperparameters.OptimizerKind;
import io.github.gradcam.train.data.Augmentation;
import io.github.gradcam.train.data.Mixing;
import org.jspecify.annotations.Nullable;

/** Small plans for {@link ColourImages}. */
final class Plans {

  static final int SIDE = 32;

  private Plans() {}

  /** 9 of 12 images a class to learn from, 27 in all: 6 steps of 4 an epoch. */
  static TrainingPlan of(OptimizerKind optimizer, float rate, int epochs, int patience) {
    return of(new Hyperparameters(optimizer, rate, 0.5f, epochs, 4, 1e-4f, 0.05f, 0), patience);
  }

  static TrainingPlan of(Hyperparameters hyperparameters, int patience) {
    return taught(hyperparameters, patience, null);
  }

  static TrainingPlan taught(
      Hyperparameters hyperparameters, int patience, @Nullable TeacherPlan teacher) {
    return new TrainingPlan(
        "scenes",
        ColourImages.LABELS,
        SIDE,
        SIDE,
        hyperparameters,
        new Augmentation(true, 0.8, 0.05, 0, 0.05, 0.05),
        Mixing.NONE,
        0.25,
        patience,
        Precision.FLOAT32,
        11,
        0,
        null,
        teacher);
  }

  /** A result for a history. */
  static EpochResult result(int epoch, double validationLoss, double validationAccuracy) {
    return new EpochResult(epoch, 0.1, 1, 0.5, validationLoss, validationAccuracy, 100, 0.01, 2);
  }
}
