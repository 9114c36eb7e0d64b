package io.github.gradcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.cli.option.Command;
import io.github.gradcam.report.Duck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ends runs over a collection in other processes, and lets them go on. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals and ulimit are those of POSIX")
@Timeout(300)
class EndedBatchTest {

  private static final int PHOTOS = 200;
  private static final int KILLS = 10;

  @TempDir static Path folder;

  @BeforeAll
  static void writeImages() throws Exception {
    SmallImageFiles.write(folder.resolve("photos"), PHOTOS);
  }

  private static Path output(String name) {
    return folder.resolve(name);
  }

  private static Process start(String name, String limit, String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "bash",
                "-c",
                "ulimit -f $0; exec env --default-signal=INT \"$@\"",
                limit,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m", // few images wait between the stages
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "batch",
                folder.resolve("photos").toString(),
                "--heatmaps",
                "overlay",
                "--batch-size",
                "4",
                "--output",
                output(name).toString()));
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(name + ".txt").toFile())
        .start();
  }

  private static String said(String name) throws IOException {
    return Files.readString(folder.resolve(name + ".txt"), StandardCharsets.UTF_8);
  }

  private static int rows(String name) throws IOException {
    Path journal = output(name).resolve("journal.jsonl");
    if (!Files.exists(journal)) {
      return 0;
    }
    return (int) Files.readString(journal).chars().filter(letter -> letter == '\n').count();
  }

  private static void awaitRows(Process process, String name, int rows) throws Exception {
    while (process.isAlive() && rows(name) < rows) {
      process.waitFor(5, TimeUnit.MILLISECONDS);
    }
  }

  private static void assertWhole(String name) throws Exception {
    Path results = output(name).resolve("results.parquet");
    assertThat(
            Duck.ask(
                results,
                "SELECT count(*), count(DISTINCT path), count(error), count(DISTINCT heatmap) FROM FILE"))
        .containsExactly("%1$d|%1$d|0|%1$d".formatted(PHOTOS));
    Set<String> named = Set.copyOf(Duck.ask(results, "SELECT heatmap FROM FILE"));
    assertThat(heatmaps(name)).isEqualTo(named);
  }

  private static Set<String> heatmaps(String name) throws IOException {
    try (Stream<Path> tree = Files.walk(output(name).resolve("heatmaps"))) {
      return tree.filter(Files::isRegularFile)
          .map(file -> output(name).relativize(file).toString())
          .collect(Collectors.toSet());
    }
  }

  @Test
  void runKilledAtTenRandomMomentsHasEachImageOnceInTheEnd() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int kill = 0; kill < KILLS; kill++) {
      Process process = start("killed", "unlimited");
      try {
        if (kill % 3 == 0) { // any moment, be it while the model loads
          process.waitFor(random.nextInt(3000), TimeUnit.MILLISECONDS);
        } else {
          awaitRows(process, "killed", rows("killed") + 1 + random.nextInt(16));
          process.waitFor(random.nextInt(30), TimeUnit.MILLISECONDS);
        }
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
    assertThat(rows("killed")).as("rows before the last run, seed " + seed).isLessThan(PHOTOS);
    assertThat(start("killed", "unlimited").waitFor()).as(said("killed")).isZero();
    assertWhole("killed");
    assertThat(said("killed")).contains("Going on after");
  }

  @Test
  void terminatedRunLeavesResultsAndGoesOn() throws Exception {
    Process process = start("terminated", "unlimited");
    try {
      awaitRows(process, "terminated", 8);
      new ProcessBuilder("kill", "-TERM", Long.toString(process.pid())).start().waitFor();
      assertThat(process.waitFor()).isEqualTo(128 + 15);
    } finally {
      process.destroyForcibly();
    }
    assertThat(said("terminated")).contains("Interrupted").contains("same command again");
    int done = rows("terminated");
    assertThat(done).isBetween(8, PHOTOS - 1);
    assertThat(
            Duck.ask(output("terminated").resolve("results.parquet"), "SELECT count(*) FROM FILE"))
        .containsExactly(Integer.toString(done));
    assertThat(heatmaps("terminated")).hasSize(done);
    assertThat(start("terminated", "unlimited").waitFor()).isZero();
    assertWhole("terminated");
  }

  @Test
  void fullDiskLosesNothingThatWasDone() throws Exception {
    // The journal of all images has about 150 kB, a heatmap 10. Parquet would need more than that
    // for the library that packs it.
    int code = start("full", "32", "--format", "csv").waitFor();
    assertThat(code).as(said("full")).isEqualTo(Command.FAILED);
    assertThat(said("full")).contains("run the same command again");
    int done = rows("full");
    assertThat(done).isBetween(1, PHOTOS - 1);
    assertThat(start("full", "unlimited").waitFor()).isZero();
    assertThat(said("full")).contains("Going on after");
    assertWhole("full");
  }

  @Test
  void twoProcessesDoNotShareAFolder() throws Exception {
    Process first = start("shared", "unlimited");
    try {
      awaitRows(first, "shared", 1);
      Run second =
          Run.of(
              "batch",
              folder.resolve("photos").toString(),
              "--heatmaps",
              "overlay",
              "--output",
              output("shared").toString());
      assertThat(second.code()).isEqualTo(Command.FAILED);
      assertThat(second.err()).contains(output("shared").toString());
    } finally {
      first.destroyForcibly().waitFor();
    }
  }
}
