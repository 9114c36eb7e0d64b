package io.github.gradcam.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.model.layer.WeightArray;
import io.github.gradcam.train.Hyperparameters.OptimizerKind;
import io.github.gradcam.train.data.Batch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

  private static final TrainingPlan PLAN = Plans.of(OptimizerKind.SGD, 0.1f, 9, 0);

  private static TrainingSession session;

  @TempDir Path folder;
  private Checkpoints checkpoints;

  @BeforeAll
  static void start() {
    session = new TrainingSession(PLAN);
    session.initialize();
  }

  @AfterAll
  static void stop() {
    session.close();
    session.close();
  }

  @BeforeEach
  void begin() {
    checkpoints = new Checkpoints(folder);
  }

  private static TrainingState state(double... accuracies) {
    TrainingState state = TrainingState.begin(PLAN);
    for (int i = 0; i < accuracies.length; i++) {
      state = state.with(Plans.result(i + 1, 1, accuracies[i]), 6L * (i + 1));
    }
    return state;
  }

  private List<String> names() throws IOException {
    try (var paths = Files.list(folder)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void folderWithoutCheckpointsHasNoLast() {
    assertThat(checkpoints.last()).isEmpty();
    assertThat(new Checkpoints(folder.resolve("nowhere")).last()).isEmpty();
  }

  @Test
  void stateComesBackAsItWasSaved() {
    TrainingState state = state(0.5, 1 / 3.0);
    checkpoints.save(session, state);
    assertThat(checkpoints.last()).contains(state);
  }

  @Test
  void lastAndBestAreKept() throws IOException {
    checkpoints.save(session, state(0.5));
    checkpoints.save(session, state(0.5, 0.9));
    assertThat(names()).containsExactly("epoch-0002");
    checkpoints.save(session, state(0.5, 0.9, 0.7));
    checkpoints.save(session, state(0.5, 0.9, 0.7, 0.8));
    assertThat(names()).containsExactly("epoch-0002", "epoch-0004");
    assertThat(checkpoints.last()).map(TrainingState::epochs).contains(4);
  }

  @Test
  void tornCheckpointsAreIgnored() throws IOException {
    checkpoints.save(session, state(0.5));
    leaveTornOnes();
    assertThat(checkpoints.last()).map(TrainingState::epochs).contains(1);
  }

  @Test
  void tornCheckpointsGoWithTheNextOne() throws IOException {
    leaveTornOnes();
    checkpoints.save(session, state(0.5, 0.6));
    assertThat(names()).containsExactly("epoch-0002");
  }

  @Test
  void tidyingKeepsLastAndBest() throws IOException {
    checkpoints.save(session, state(0.5));
    checkpoints.save(session, state(0.5, 0.4));
    leaveTornOnes();
    checkpoints.tidy(state(0.5, 0.4));
    assertThat(names()).containsExactly("epoch-0001", "epoch-0002");
  }

  /** As a kill leaves them: half written, and half deleted. */
  private void leaveTornOnes() throws IOException {
    Path writing = Files.createDirectories(folder.resolve(".writing-123"));
    Files.writeString(writing.resolve("variables.data-00000-of-00001"), "half");
    Files.writeString(writing.resolve("state.json"), "{\"plan\":");
    Path deleted = Files.createDirectories(folder.resolve("epoch-0009"));
    Files.writeString(deleted.resolve("variables.index"), "half");
  }

  @Test
  void weightsComeBackAsTheyWereSaved() {
    session.initialize();
    Map<String, WeightArray> saved = session.exportedWeights();
    checkpoints.save(session, state(0.5));
    learn();
    assertThat(session.exportedWeights().get("dense/kernel").values())
        .isNotEqualTo(saved.get("dense/kernel").values());
    checkpoints.restore(session, 1);
    session
        .exportedWeights()
        .forEach((name, weight) -> assertThat(weight.values()).isEqualTo(saved.get(name).values()));
  }

  private static void learn() {
    byte[] pixels = new byte[2 * Plans.SIDE * Plans.SIDE * 3];
    new java.util.Random(1).nextBytes(pixels);
    Batch batch = new Batch(pixels, new int[] {0, 1}, List.of(), 2);
    session.step(batch, Targets.of(batch.labels(), 3, 0), 1, 0);
  }
}
