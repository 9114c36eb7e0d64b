package io.github.gradcam.train;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Kills a training in another process as kill -9 does, and lets it go on. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "exit codes of kills are those of POSIX")
class KilledTrainingTest {

  private static final int KILLED = 128 + 9;

  @TempDir Path folder;

  @Test
  @Timeout(240)
  void trainingKilledAnywhereEndsWithEachEpochOnce() throws Exception {
    Path data = ColourImages.write(folder.resolve("data"), 12, 40);
    Path run = folder.resolve("run");

    killOn(start(data, run), lines -> lines.equals("epoch 1"), "step");
    killWhen(start(data, run), () -> names(run).stream().anyMatch(n -> n.startsWith(".writing-")));
    int done = new Checkpoints(run.resolve("checkpoints")).last().orElseThrow().epochs();
    String next = "epoch-%04d".formatted(done + 2);
    killWhen(start(data, run), () -> names(run).contains(next));

    TrainingState state = KillableTraining.train(data, run);
    List<Integer> all = IntStream.rangeClosed(1, KillableTraining.EPOCHS).boxed().toList();
    assertThat(state.history()).extracting(EpochResult::epoch).isEqualTo(all);
    assertThat(state.steps()).isEqualTo(6L * KillableTraining.EPOCHS);
    assertThat(Files.readAllLines(run.resolve("history.csv"))).hasSize(1 + KillableTraining.EPOCHS);
    String best = "epoch-%04d".formatted(state.best().orElseThrow().epoch());
    assertThat(names(run)).containsOnly("epoch-0006", best);
    assertThat(new Checkpoints(run.resolve("checkpoints")).last()).contains(state);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  @Timeout(120)
  void aFullDiskIsToldAndLeavesNoHalfCheckpoint() throws Exception {
    Path data = ColourImages.write(folder.resolve("data"), 12, 40);
    Path run = folder.resolve("run");
    // a limit on the size of files stands for the disk that is full
    List<String> command =
        new ArrayList<>(List.of("bash", "-c", "ulimit -f 4; exec \"$0\" \"$@\""));
    command.addAll(command(data, run));
    command.add(4, "-XX:-UsePerfData");
    Process training = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(training.getInputStream().readAllBytes(), UTF_8);
    assertThat(training.waitFor()).as(said).isEqualTo(1);
    assertThat(said)
        .contains(
            "Expected to save the checkpoint %s, found: File too large; correct that and run the same command again"
                .formatted(run.resolve("checkpoints/epoch-0001")));
    assertThat(names(run)).isEmpty();
  }

  private static Process start(Path data, Path run) throws IOException {
    return new ProcessBuilder(command(data, run))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static List<String> command(Path data, Path run) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return List.of(
        java,
        "-Xmx512m",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        KillableTraining.class.getName(),
        data.toString(),
        run.toString());
  }

  /** Kills at the first line of that text after the one that is waited for. */
  private static void killOn(
      Process training, java.util.function.Predicate<String> awaited, String text)
      throws Exception {
    boolean seen = false;
    try (BufferedReader lines = training.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (seen && line.equals(text)) {
          break;
        }
        seen |= awaited.test(line);
      }
      assertKilled(training);
    }
  }

  private static void killWhen(Process training, BooleanSupplier moment) throws Exception {
    while (training.isAlive() && !moment.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    assertKilled(training);
  }

  private static void assertKilled(Process training) throws InterruptedException {
    training.destroyForcibly();
    assertThat(training.waitFor()).as("exit code of the killed training").isEqualTo(KILLED);
  }

  private static List<String> names(Path run) {
    String[] names = run.resolve("checkpoints").toFile().list();
    return names == null ? List.of() : List.of(names);
  }
}
