package io.github.gradcam.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.train.Hyperparameters.OptimizerKind;
import io.github.gradcam.train.data.Augmentation;
import io.github.gradcam.train.data.Mixing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gradients of a first step tell wrong kernels from right ones. */
class FirstStepTest {

  private static final TrainingPlan PLAN =
      new TrainingPlan(
          "scenes",
          List.of("a", "b", "c"),
          32,
          32,
          new Hyperparameters(OptimizerKind.SGD, 0.01f, 0, 1, 4, 0, 0, 0),
          Augmentation.NONE,
          Mixing.NONE,
          0.1,
          0,
          Precision.FLOAT32,
          1,
          0,
          null,
          null);

  @Test
  void theSameKernelsGiveTheSameGradientsAndOneThatIsWrongShows(@TempDir Path folder)
      throws IOException {
    FirstStep step = FirstStep.of(PLAN);
    assertThat(step.imagesPerSecond()).isPositive();
    assertThat(step.differenceFrom(FirstStep.of(PLAN))).isLessThan(0.001);

    Path plan = folder.resolve("plan.json");
    new com.fasterxml.jackson.databind.json.JsonMapper().writeValue(plan.toFile(), PLAN);
    Path file = folder.resolve("step");
    FirstStep.main(new String[] {plan.toString(), file.toString()});
    FirstStep read = FirstStep.read(file);
    assertThat(read.differenceFrom(step)).isLessThan(0.001);

    // one channel of one weight: as wrong as kernels are that forget a block
    List<float[]> changes = new ArrayList<>(read.changes());
    float[] wrong = changes.get(changes.size() - 1).clone();
    float peak = 0;
    for (float value : wrong) {
      peak = Math.max(peak, Math.abs(value));
    }
    wrong[0] += peak / 2;
    changes.set(changes.size() - 1, wrong);
    assertThat(new FirstStep(changes, 1).differenceFrom(step)).isGreaterThan(0.1);
  }

  @Test
  void whatIsNoNumberDiffers() {
    FirstStep right = new FirstStep(List.of(new float[] {1, 2}), 1);
    FirstStep none = new FirstStep(List.of(new float[] {1, Float.NaN}), 1);
    assertThat(none.differenceFrom(right)).isNaN();
  }

  @Test
  void gradientsThatAreAllRoundingDoNotCount() {
    FirstStep right = new FirstStep(List.of(new float[] {1, 2}, new float[] {1e-9f}), 1);
    FirstStep other = new FirstStep(List.of(new float[] {1, 2}, new float[] {-1e-9f}), 1);
    assertThat(other.differenceFrom(right)).isLessThan(1e-5);
  }

  @Test
  void lossesInMixedPrecisionAreComparedByTheirShare() {
    assertThat(MixedTraining.difference(new float[] {2, 1}, new float[] {2, 1.5f})).isEqualTo(0.5);
    assertThat(MixedTraining.difference(new float[] {2}, new float[] {Float.NaN})).isNaN();
  }
}
