package io.github.gradcam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.model.layer.WeightArray;
import io.github.gradcam.train.Hyperparameters.OptimizerKind;
import io.github.gradcam.train.data.Batch;
import io.github.gradcam.train.data.ImageSet;
import io.github.gradcam.train.data.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trains on classes that are colours; a real network, a few seconds each. */
class TrainerTest {

  private static final TrainingListener SILENT = new TrainingListener() {};

  @TempDir static Path data;
  private static ImageSet images;

  @TempDir Path run;

  @BeforeAll
  static void write() throws IOException {
    images = ImageSet.open(ColourImages.write(data, 12, 40), Split.TRAIN);
  }

  @AfterAll
  static void close() {
    images.close();
  }

  private Trainer trainer(TrainingPlan plan, boolean resume) {
    return new Trainer(plan, images, null, run, resume, SILENT);
  }

  private List<String> checkpoints() throws IOException {
    try (var paths = Files.list(run.resolve("checkpoints"))) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @CsvSource({"ADAM,0.0005", "SGD,0.01"})
  void coloursAreLearned(OptimizerKind optimizer, float rate) {
    Hyperparameters settings = new Hyperparameters(optimizer, rate, 1, 8, 9, 1e-4f, 0, 0);
    try (Trainer trainer = trainer(Plans.of(settings, 0), false)) {
      TrainingState state = trainer.train();
      assertThat(state.epochs()).isEqualTo(8);
      assertThat(state.steps()).isEqualTo(24); // 27 images in batches of 9
      List<EpochResult> history = state.history();
      assertThat(history.get(7).loss()).as("%s", history).isLessThan(history.get(0).loss() / 2);
      assertThat(state.best().orElseThrow().validationAccuracy())
          .as("%s", history)
          .isGreaterThanOrEqualTo(0.9);
    }
  }

  @Test
  void resumedTrainingGoesOnAfterTheLastEpoch() throws IOException {
    TrainingPlan plan =
        Plans.of(new Hyperparameters(OptimizerKind.ADAM, 0.002f, 0, 4, 4, 0, 0, 0.9f), 0);
    List<EpochResult> begun = new ArrayList<>();
    TrainingListener stopper =
        new TrainingListener() {
          @Override
          public void epochEnds(TrainingState state) {
            if (state.epochs() == 2) {
              begun.addAll(state.history());
              throw new IllegalStateException("stopped by the test");
            }
          }
        };
    try (Trainer trainer = new Trainer(plan, images, null, run, false, stopper)) {
      assertThatThrownBy(trainer::train).hasMessage("stopped by the test");
    }
    Files.createDirectories(run.resolve("checkpoints/.writing-torn"));
    try (Trainer trainer = trainer(plan, true)) {
      assertThat(checkpoints()).doesNotContain(".writing-torn");
      assertThat(trainer.state().history()).isEqualTo(begun);
      TrainingState state = trainer.train();
      assertThat(state.history()).extracting(EpochResult::epoch).containsExactly(1, 2, 3, 4);
      assertThat(state.history().subList(0, 2)).isEqualTo(begun);
      assertThat(state.steps()).isEqualTo(24);
      assertThat(trainer.best().weights()).containsKey("dense/kernel");
    }
    try (Trainer trainer = trainer(plan, true)) {
      assertThat(trainer.train().epochs()).isEqualTo(4);
    }
    assertResumedOnlyWithItsOwnPlan(plan);
  }

  private void assertResumedOnlyWithItsOwnPlan(TrainingPlan plan) {
    assertThatThrownBy(() -> trainer(plan, false).close())
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("found one of 4 epochs in " + run)
        .hasMessageContaining("--resume");
    TrainingPlan other =
        Plans.of(new Hyperparameters(OptimizerKind.SGD, 0.002f, 0, 5, 4, 0, 0, 0.9f), 0);
    assertThatThrownBy(() -> trainer(other, true).close())
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining(
            "found others: hyperparameters.optimizer \"ADAM\" then, \"SGD\" now, "
                + "hyperparameters.epochs 4 then, 5 now;");
  }

  /** The weights that a training exports after each of its first steps, all on one batch. */
  private static List<Map<String, WeightArray>> steps(float averageDecay, int count) {
    TrainingPlan plan =
        Plans.of(new Hyperparameters(OptimizerKind.SGD, 0.05f, 0, 4, 4, 0, 0, averageDecay), 0);
    byte[] pixels = new byte[4 * Plans.SIDE * Plans.SIDE * 3];
    new Random(5).nextBytes(pixels);
    int[] labels = {0, 1, 2, 0};
    List<Map<String, WeightArray>> exported = new ArrayList<>();
    try (TrainingSession session = new TrainingSession(plan)) {
      session.initialize();
      for (int step = 0; step < count; step++) {
        session.step(new Batch(pixels, labels, List.of(), 4), Targets.of(plan, labels), 0, step);
        exported.add(session.exportedWeights());
      }
    }
    return exported;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"conv2d/kernel", "batch_normalization/moving_mean", "batch_normalization_3/beta"})
  void exportedWeightsAndStatisticsAreMovingAveragesThatFollowFastAtFirst(String name) {
    List<Map<String, WeightArray>> last = steps(0, 3);
    WeightArray found = Objects.requireNonNull(steps(0.15f, 3).get(2).get(name));
    // decays of 0, 1 / 11 and, in place of 2 / 12, at most 0.15
    for (int i = 0; i < found.values().length; i++) {
      double mean = Objects.requireNonNull(last.get(0).get(name)).values()[i];
      mean = mean / 11 + Objects.requireNonNull(last.get(1).get(name)).values()[i] * 10 / 11;
      mean = mean * 0.15 + Objects.requireNonNull(last.get(2).get(name)).values()[i] * 0.85;
      assertThat((double) found.values()[i]).isCloseTo(mean, within(1e-5));
    }
    assertThat(found.values()).isNotEqualTo(Objects.requireNonNull(last.get(2).get(name)).values());
  }

  @Test
  void resumingWhereNothingWasBegunBegins() {
    try (Trainer trainer = trainer(Plans.of(OptimizerKind.SGD, 0.05f, 1, 0), true)) {
      assertThat(trainer.state().epochs()).isZero();
      assertThatThrownBy(trainer::best).hasMessage("Expected a finished epoch, found none");
    }
  }

  @Test
  void lossThatIsNotFiniteNamesTheLastGoodCheckpoint() {
    TrainingPlan plan = Plans.of(OptimizerKind.SGD, 1e30f, 3, 0);
    Path good;
    try (TrainingSession session = new TrainingSession(plan)) {
      session.initialize();
      TrainingState one = TrainingState.begin(plan).with(Plans.result(1, 1, 0.5), 6);
      good = new Checkpoints(run.resolve("checkpoints")).save(session, one);
    }
    try (Trainer trainer = trainer(plan, true)) {
      assertThatThrownBy(trainer::train)
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("Expected a finite loss, found ")
          .hasMessageContaining("in epoch 2. The last good checkpoint is " + good)
          .hasMessageContaining("Lower --learning-rate");
    }
  }

  @Test
  void weightsSpoiledByTheLastStepAreNotSaved() {
    Hyperparameters oneStep = new Hyperparameters(OptimizerKind.SGD, 1e30f, 0, 2, 27, 0, 0, 0);
    try (Trainer trainer = trainer(Plans.of(oneStep, 0), false)) {
      assertThatThrownBy(trainer::train)
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("Expected a finite validation loss, found NaN in epoch 1")
          .hasMessageContaining("No epoch was finished.");
      assertThat(run.resolve("checkpoints")).doesNotExist();
    }
  }

  @Test
  void trainingEndsEarlyWithoutABetterEpoch() {
    try (Trainer trainer = trainer(Plans.of(OptimizerKind.SGD, 0.05f, 40, 1), false)) {
      TrainingState state = trainer.train();
      assertThat(state.epochs()).isLessThan(40);
      assertThat(state.best().orElseThrow().epoch()).isEqualTo(state.epochs() - 1);
    }
  }

  @Test
  void unreadableImageDoesNotStopATraining(@TempDir Path spoiled) throws IOException {
    ColourImages.write(spoiled, 4, 32);
    Files.writeString(spoiled.resolve("red/00.png"), "no image");
    List<String> calls = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void epochBegins(int epoch, int epochs, int steps) {
            calls.add("begin %d/%d %d".formatted(epoch, epochs, steps));
          }

          @Override
          public void stepDone(int size, double loss, double accuracy) {
            calls.add("step of " + size);
          }

          @Override
          public void epochEnds(TrainingState state) {
            calls.add("end " + state.epochs());
          }
        };
    TrainingPlan plan = Plans.of(OptimizerKind.SGD, 0.05f, 1, 0);
    try (ImageSet set = ImageSet.open(spoiled, Split.TRAIN);
        Trainer trainer = new Trainer(plan, set, null, run, false, listener)) {
      trainer.train();
      assertThat(
              trainer.trainingImages().skipped().size()
                  + trainer.validationImages().skipped().size())
          .isEqualTo(1);
      assertThat(calls).containsExactly("begin 1/1 2", "step of 4", "step of 4", "end 1");
    }
  }
}
