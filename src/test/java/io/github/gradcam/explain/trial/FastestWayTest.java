package io.github.gradcam.explain.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.gradcam.model.foreign.ModelDescription;
import io.github.gradcam.model.kernel.KernelDecision;
import io.github.gradcam.model.kernel.Kernels;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.model.kernel.Threading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which way to compute a model is taken for a long job. */
class FastestWayTest {

  private static final KernelDecision FIRST =
      new KernelDecision(Kernels.EIGEN, Threading.TOGETHER, "");
  private static final KernelDecision SECOND =
      new KernelDecision(Kernels.EIGEN, Threading.APART, "");
  private static final KernelDecision THIRD =
      new KernelDecision(Kernels.ONEDNN, Threading.TOGETHER, "");

  private static WorkTrial trial(double speed, float logit, float heat) {
    return new WorkTrial(
        speed, new Answers(new float[][] {{logit, -4}}, new int[] {0}, new float[][] {{heat, 1}}));
  }

  private static KernelDecision taken(WorkTrial first, WorkTrial second, WorkTrial third) {
    Map<KernelDecision, WorkTrial> trials = new LinkedHashMap<>();
    trials.put(FIRST, first);
    trials.put(SECOND, second);
    trials.put(THIRD, third);
    return FastestWay.fastest(trials).orElseThrow();
  }

  @Test
  void theFastestOfThoseThatAgreeIsTaken() {
    KernelDecision taken =
        taken(trial(100, 2, 0.5f), trial(140, 2.01f, 0.505f), trial(120, 2, 0.5f));
    assertThat(taken.kernels()).isEqualTo(Kernels.EIGEN);
    assertThat(taken.threading()).isEqualTo(Threading.APART);
    assertThat(taken.reason())
        .isEqualTo(
            "Kernels of eigen with one processor a run, as tried with this model:"
                + " eigen with all processors for each run, 100.0 images a second;"
                + " eigen with one processor a run, 140.0 images a second;"
                + " onednn with all processors for each run, 120.0 images a second");
  }

  @Test
  void aFasterWayWithOtherNumbersIsNotTaken() {
    // 0.05 of the largest logit, 4; then 0.02 of the map's scale
    assertThat(taken(trial(1, 2, 0.5f), trial(9, 2.2f, 0.5f), trial(9, 2, 0.52f)))
        .satisfies(way -> assertThat(way.threading()).isEqualTo(Threading.TOGETHER))
        .satisfies(way -> assertThat(way.kernels()).isEqualTo(Kernels.EIGEN))
        .satisfies(
            way ->
                assertThat(way.reason())
                    .contains("eigen with one processor a run, 9.0 images a second, but other"));
    assertThat(taken(trial(1, 2, 0.5f), trial(9, Float.NaN, 0.5f), trial(9, 2, Float.NaN)))
        .satisfies(way -> assertThat(way.threading()).isEqualTo(Threading.TOGETHER))
        .satisfies(way -> assertThat(way.kernels()).isEqualTo(Kernels.EIGEN));
  }

  @Test
  void aWayThatGainsLessThanThreePercentIsNotTaken() {
    assertThat(taken(trial(100, 2, 1), trial(102, 2, 1), trial(102.9, 2, 1)).threading())
        .isEqualTo(Threading.TOGETHER);
  }

  @Test
  void whereNothingCouldBeTriedNothingIsDecided() {
    assertThat(FastestWay.fastest(Map.of())).isEqualTo(Optional.empty());
  }

  @Test
  void aTrialExplainsTheModelAndKeepsWhatCameOut(@TempDir Path folder) throws Exception {
    WorkTrial.Request request =
        new WorkTrial.Request("saved_model", ModelDescription.NONE, Precision.FLOAT32, 1, 2);
    WorkTrial trial = WorkTrial.of(request);
    assertThat(trial.imagesPerSecond()).isPositive();
    assertThat(trial.answers().logits()).hasDimensions(2, 6);

    WorkTrial read = throughJson(trial, folder.resolve("answer.json"));
    assertThat(read.imagesPerSecond()).isEqualTo(trial.imagesPerSecond());
    assertThat(read.answers().logitsFrom(trial.answers())).isZero();
    assertThat(read.answers().mapsFrom(trial.answers())).isZero();
    assertThat(throughJson(request, folder.resolve("request.json"))).isEqualTo(request);
  }

  @SuppressWarnings("unchecked") // of the same type
  private static <T> T throughJson(T value, Path file) throws IOException {
    JsonMapper json = new JsonMapper();
    json.writeValue(file.toFile(), value);
    return (T) json.readValue(file.toFile(), value.getClass());
  }
}
