package io.github.gradcam.report.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.report.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a journal when a process or a disk ends. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class JournalCrashTest {

  @TempDir private Path folder;

  @Test
  void killedProcessLosesNoRowThatItAppended() throws Exception {
    int reported = -1;
    Process child = ChildJvm.start(Appending.class, folder.toString());
    try (BufferedReader said = child.inputReader(StandardCharsets.UTF_8)) {
      while (reported < 3000) {
        reported = Integer.parseInt(said.readLine());
      }
      // the handle's, as the process's own closes the stream too
      child.toHandle().destroyForcibly();
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        // the last number may be cut short; then it is smaller
        reported = Math.max(reported, line.isEmpty() ? 0 : Integer.parseInt(line));
      }
    } finally {
      child.destroyForcibly();
    }
    assertThat(child.waitFor()).isEqualTo(137);
    List<String> paths = reopened();
    assertThat(paths).hasSizeGreaterThan(reported);
    assertThat(paths)
        .containsExactlyElementsOf(
            IntStream.range(0, paths.size()).mapToObj(i -> "p" + i).toList());
  }

  @Test
  void fullDiskIsToldAndLeavesTheRowsBeforeIt() throws Exception {
    // a limit on the size of files stands for the disk that is full
    Process child =
        ChildJvm.start(
            "ulimit -f 100;", List.of("-XX:-UsePerfData"), Filling.class, folder.toString());
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).as(said).isZero();
    List<String> paths = reopened();
    assertThat(paths).hasSizeGreaterThan(50);
    assertThat(said)
        .contains("Expected to append to " + folder.resolve("journal.jsonl"))
        .contains("File too large")
        .contains(paths.size() + " images are done");
    assertThat(Files.size(folder.resolve("journal.jsonl"))).isLessThanOrEqualTo(100 * 1024);
  }

  private List<String> reopened() throws IOException {
    try (ResultsFolder taken = ResultsFolder.open(folder, Rows.IDENTITY);
        ResultsJournal journal = ResultsJournal.open(taken)) {
      assertThat(journal.unreadable()).isZero();
      return Rows.paths(journal);
    }
  }

  /** Appends until it is killed, and prints each number after its row is appended. */
  static final class Appending {
    private Appending() {}

    /** The program. */
    public static void main(String[] args) throws IOException {
      try (ResultsFolder taken = ResultsFolder.open(Path.of(args[0]), Rows.IDENTITY);
          ResultsJournal journal = ResultsJournal.open(taken)) {
        for (int i = 0; i < 5_000_000; i++) {
          journal.append(Rows.plain("p" + i));
          System.out.println(i);
        }
      }
    }
  }

  /** Appends more than fits, and says how that went. */
  static final class Filling {
    private Filling() {}

    /** The program. */
    public static void main(String[] args) throws IOException {
      try (ResultsFolder taken = ResultsFolder.open(Path.of(args[0]), Rows.IDENTITY);
          ResultsJournal journal = ResultsJournal.open(taken)) {
        for (int i = 0; i < 10_000; i++) {
          journal.append(Rows.plain("p" + i));
        }
      } catch (IOException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
