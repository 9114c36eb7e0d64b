package io.github.gradcam.report.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.report.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ResultsFolderTest {

  @TempDir private Path temporary;

  @Test
  void newFolderGetsTheSortedOptionsOfTheRun() throws IOException {
    Path folder = temporary.resolve("new/out");
    Map<String, Object> options = Map.of("model", "sha256:ab", "layer", "add_7", "classes", 6);
    ResultsFolder.open(folder, new RunIdentity("1.2", null, options)).close();
    assertThat(folder.resolve("run.json"))
        .hasContent(
            """
            {
              "toolVersion" : "1.2",
              "options" : {
                "classes" : 6,
                "layer" : "add_7",
                "model" : "sha256:ab"
              }
            }
            """);
  }

  @Test
  void equalRunGoesOnWhateverTheVersionOfTheTool() throws IOException {
    Map<String, Object> options =
        Map.of("a", 1, "b", 0.1f, "c", true, "d", List.of("x", 2L), "e", "text");
    ResultsFolder.open(temporary, new RunIdentity("1", null, options)).close();
    Map<String, Object> same =
        Map.of("a", 1L, "b", 0.1, "c", true, "d", List.of("x", 2), "e", "text");
    ResultsFolder.open(temporary, new RunIdentity("2", null, same)).close();
    assertThat(RunIdentity.read(temporary.resolve("run.json")).toolVersion()).isEqualTo("1");
  }

  @Test
  void otherOptionsAreRefusedAndNamedOneByOne() throws IOException {
    Map<String, Object> begun = Map.of("layer", "add_6", "method", "gradcam", "versus", "sea");
    Map<String, Object> asked = Map.of("layer", "add_7", "method", "gradcam", "raw", true);
    ResultsFolder.open(temporary, new RunIdentity("1", null, begun)).close();
    assertThatThrownBy(() -> ResultsFolder.open(temporary, new RunIdentity("1", null, asked)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Expected the options that the run in %s began with, found others: layer add_6 then, add_7 now, raw nothing then, true now, versus sea then, nothing now; give the same, another --output, or --overwrite to begin anew"
                .formatted(temporary));
    // and the folder is free again
    ResultsFolder.open(temporary, new RunIdentity("1", null, begun)).close();
  }

  @Test
  void whatIsNotSaidIsTheSameAsTheWordNullOfOlderRuns() throws IOException {
    Map<String, Object> begun = Map.of("layer", "add_6", "input", "null");
    ResultsFolder.open(temporary, new RunIdentity("1", null, begun)).close();
    ResultsFolder.open(temporary, new RunIdentity("1", null, Map.of("layer", "add_6"))).close();
    Map<String, Object> asked = Map.of("layer", "add_6", "input", "x");
    assertThatThrownBy(() -> ResultsFolder.open(temporary, new RunIdentity("1", null, asked)))
        .hasMessageContaining("input nothing then, x now");
  }

  @Test
  void folderWithFilesOfSomethingElseIsRefusedAndNotTouched() throws IOException {
    Files.writeString(temporary.resolve("thesis.txt"), "x");
    assertThatThrownBy(() -> ResultsFolder.open(temporary, Rows.IDENTITY))
        .hasMessageContaining("found thesis.txt and no run.json in " + temporary);
    assertThatThrownBy(() -> ResultsFolder.overwrite(temporary, Rows.IDENTITY, List.of()))
        .hasMessageContaining("give another --output");
    assertThat(temporary).isDirectoryNotContaining("glob:**/.lock");
    assertThatThrownBy(() -> ResultsFolder.open(temporary.resolve("thesis.txt"), Rows.IDENTITY))
        .hasMessageContaining("Expected a folder, found the file");
  }

  @Test
  void folderOfARunThatWasKilledAtItsStartCountsAsEmpty() throws IOException {
    Files.writeString(temporary.resolve(".lock"), "");
    Files.writeString(temporary.resolve(".run.json.part"), "{");
    ResultsFolder.open(temporary, Rows.IDENTITY).close();
    assertThat(names()).containsExactly(".lock", "run.json");
  }

  @Test
  void brokenOptionsOfARunAreAnErrorThatNamesTheFile() throws IOException {
    Files.writeString(temporary.resolve("run.json"), "\0\0\0");
    assertThatThrownBy(() -> ResultsFolder.open(temporary, Rows.IDENTITY))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Expected the options of a run of gradcam in")
        .hasMessageContaining(temporary.resolve("run.json").toString());
    assertThatThrownBy(() -> ResultsFolder.overwrite(temporary, Rows.IDENTITY, List.of()))
        .as("it may be another program's, with results of its own")
        .isInstanceOf(IOException.class);
    Files.writeString(temporary.resolve("run.json"), "{}");
    assertThatThrownBy(() -> ResultsFolder.open(temporary, Rows.IDENTITY))
        .isInstanceOf(IOException.class);
  }

  @Test
  void overwritingDeletesTheRunAndNothingElse() throws IOException {
    Rows.journal(temporary, Rows.plain("a"));
    Path outside = Files.createDirectory(temporary.resolve("mine"));
    Files.writeString(outside.resolve("kept"), "x");
    Path heatmaps = Files.createDirectories(temporary.resolve("heatmaps/000"));
    Files.writeString(heatmaps.resolve("a-0123456789abcdef.npy"), "x");
    Files.writeString(heatmaps.resolve(".b-0123456789abcdef.jpg.part"), "x");
    Path own = Files.createDirectories(temporary.resolve("heatmaps/001")).resolve("my notes.txt");
    Files.writeString(own, "x");
    Files.createSymbolicLink(own.resolveSibling("link"), outside);
    Files.writeString(temporary.resolve("results.xlsx"), "x");
    for (String name :
        List.of("results.csv", "results.parquet", ".results.jsonl.part", "summary.json")) {
      Files.writeString(temporary.resolve(name), "x");
    }
    RunIdentity other = new RunIdentity("2", null, Map.of("model", "n"));
    ResultsFolder.overwrite(temporary, other, List.of()).close();
    assertThat(names()).containsExactly(".lock", "heatmaps", "mine", "results.xlsx", "run.json");
    assertThat(heatmaps).doesNotExist();
    assertThat(own).exists();
    assertThat(outside.resolve("kept")).exists();
    ResultsFolder.open(temporary, other).close();
  }

  /** A folder with files stands for what cannot be deleted, or a kill before that. */
  @Test
  void newRunHasItsNameOnceWhatElseTheEarlierOneWroteIsDeleted() throws IOException {
    ResultsFolder.open(temporary, Rows.IDENTITY).close();
    Path lines = Files.createDirectory(temporary.resolve("lines.jsonl"));
    Path file = Files.writeString(lines.resolve("x"), "x");
    String before = Files.readString(temporary.resolve("run.json"));
    RunIdentity other = new RunIdentity("2", null, Map.of("model", "n"));
    List<String> more = List.of("lines.jsonl");
    assertThatThrownBy(() -> ResultsFolder.overwrite(temporary, other, more))
        .isInstanceOf(IOException.class);
    assertThat(temporary.resolve("run.json")).hasContent(before);
    Files.delete(file);
    ResultsFolder.overwrite(temporary, other, more).close();
    assertThat(names()).containsExactly(".lock", "run.json");
    assertThat(temporary.resolve("run.json")).content().isNotEqualTo(before);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void secondProcessIsRefusedUntilTheFirstEnds() throws Exception {
    Process first = ChildJvm.start(Holder.class, temporary.toString());
    try (BufferedReader said = first.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.readLine()).isEqualTo("taken");
      assertThatThrownBy(() -> ResultsFolder.open(temporary, Rows.IDENTITY))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("found another gradcam at work in it")
          .hasMessageContaining(temporary.toString());
      assertThatThrownBy(() -> ResultsFolder.overwrite(temporary, Rows.IDENTITY, List.of()))
          .hasMessageContaining("found another gradcam");
      first.destroyForcibly().waitFor();
      ResultsFolder.open(temporary, Rows.IDENTITY).close();
    } finally {
      first.destroyForcibly();
    }
  }

  @Test
  void folderIsTakenOnceInOneProcessToo() throws IOException {
    try (ResultsFolder folder = ResultsFolder.open(temporary, Rows.IDENTITY)) {
      assertThatThrownBy(() -> ResultsFolder.open(folder.path(), Rows.IDENTITY))
          .hasMessageContaining("found another gradcam");
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Holds a folder until it is killed. */
  static final class Holder {
    private Holder() {}

    /** The program. */
    public static void main(String[] args) throws Exception {
      try (ResultsFolder folder = ResultsFolder.open(Path.of(args[0]), Rows.IDENTITY)) {
        System.out.println(Files.exists(folder.path()) ? "taken" : "nothing");
        Thread.sleep(60_000);
      }
    }
  }
}
