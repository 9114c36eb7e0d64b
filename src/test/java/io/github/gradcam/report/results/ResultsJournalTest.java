package io.github.gradcam.report.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsJournalTest {

  @TempDir private Path temporary;
  private ResultsFolder folder;
  private Path file;

  @BeforeEach
  void take() throws IOException {
    folder = ResultsFolder.open(temporary, Rows.IDENTITY);
    file = temporary.resolve("journal.jsonl");
  }

  @AfterEach
  void release() throws IOException {
    folder.close();
  }

  @Test
  void rowIsOneLineWithWhatIsThere() throws IOException {
    try (ResultsJournal journal = ResultsJournal.open(folder)) {
      journal.append(ImageRow.failed("雪\n.jpg", "sea", "Expected \"JPEG\""));
      // Seen by a reader before the journal is closed.
      assertThat(file)
          .hasContent(
              "{\"path\":\"雪\\n.jpg\",\"label\":\"sea\",\"error\":\"Expected \\\"JPEG\\\"\"}\n");
    }
  }

  @Test
  void rowsComeBackAsTheyWereInTheirOrder() throws IOException {
    List<ImageRow> rows =
        List.of(
            Rows.plain("b.zip!/雪 \"1\".jpg"),
            ImageRow.failed("a", null, "broken\r\nfile"),
            Rows.withPeak("nan", Float.NaN),
            Rows.withPeak("infinite", Float.NEGATIVE_INFINITY));
    Rows.journal(temporary.resolve("other"), rows.toArray(ImageRow[]::new));
    Files.copy(temporary.resolve("other/journal.jsonl"), file);
    try (ResultsJournal journal = ResultsJournal.open(folder)) {
      assertThat(Rows.all(journal)).isEqualTo(rows);
    }
  }

  @Test
  void floatsKeepEveryBit() throws IOException {
    Random random = new Random(1);
    try (ResultsJournal journal = ResultsJournal.open(folder)) {
      List<ImageRow> rows =
          random
              .ints(5000)
              .mapToObj(bits -> Rows.withPeak("p" + bits, Float.intBitsToFloat(bits)))
              .toList();
      for (ImageRow row : rows) {
        journal.append(row);
      }
      assertThat(Rows.all(journal)).isEqualTo(rows);
    }
  }

  @Test
  void openingTellsWhatIsDone() throws IOException {
    try (ResultsJournal journal = ResultsJournal.open(folder)) {
      journal.append(Rows.plain("a"));
      journal.append(ImageRow.failed("b", null, "broken"));
      assertThat(journal.isDone("b")).isTrue();
      assertThat(journal.size()).isEqualTo(2);
    }
    try (ResultsJournal journal = ResultsJournal.open(folder)) {
      assertThat(journal.isDone("a")).isTrue();
      assertThat(journal.isDone("b")).isTrue();
      assertThat(journal.isDone("c")).isFalse();
      assertThat(journal.size()).isEqualTo(2);
      assertThat(journal.failures()).isEqualTo(1);
      assertThat(journal.unreadable()).isZero();
    }
  }

  @Test
  void imageIsAppendedOnce() throws IOException {
    try (ResultsJournal journal = ResultsJournal.open(folder)) {
      assertThat(journal.append(Rows.plain("a"))).isTrue();
      assertThat(journal.append(ImageRow.failed("a", null, "x"))).isFalse();
    }
    try (ResultsJournal journal = ResultsJournal.open(folder)) {
      assertThat(journal.append(Rows.plain("a"))).isFalse();
      assertThat(Rows.all(journal)).containsExactly(Rows.plain("a"));
      assertThat(journal.failures()).isZero();
    }
  }

  @Test
  void tornLineIsCutOffAndItsImageIsNotDone() throws IOException {
    Rows.journal(temporary.resolve("x"), Rows.plain("a"));
    Files.copy(temporary.resolve("x/journal.jsonl"), file);
    Files.writeString(
        file, "{\"path\":\"b\",\"error\":\"" + "x".repeat(200_000), StandardOpenOption.APPEND);
    try (ResultsJournal journal = ResultsJournal.open(folder)) {
      assertThat(journal.isDone("b")).isFalse();
      assertThat(journal.unreadable()).isZero();
      journal.append(Rows.plain("c"));
    }
    assertThat(Files.readAllLines(file)).hasSize(2);
    try (ResultsJournal journal = ResultsJournal.open(folder)) {
      assertThat(Rows.paths(journal)).containsExactly("a", "c");
    }
  }

  @Test
  void garbageBetweenLinesLosesNoOther() throws IOException {
    String row = "{\"path\":\"%s\"}\n";
    String zeros = "\0".repeat(100_000);
    String text =
        row.formatted("a")
            + zeros
            + "\n"
            + row.formatted("b")
            + "{\"path\":\"lo"
            + zeros
            + "\"}\n"
            + "{\"path\":7,\"width\":{}}\n{}\n5\n\nnull\n{\"path\":null}\n{\"path\":\"x\"}{}\n"
            + row.formatted("c");
    Files.writeString(file, text);
    try (ResultsJournal journal = ResultsJournal.open(folder)) {
      assertThat(Rows.paths(journal)).containsExactly("a", "b", "c");
      assertThat(journal.size()).isEqualTo(3);
      assertThat(journal.unreadable()).isEqualTo(9);
      assertThat(journal.append(Rows.plain("lo"))).isTrue();
      assertThat(Rows.paths(journal)).containsExactly("a", "b", "c", "lo");
    }
  }

  @Test
  void endlessLineIsSkippedWithoutBeingHeld() throws IOException {
    byte[] piece = "\0".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
    Files.writeString(file, "{\"path\":\"a\"}\n");
    for (int i = 0; i < 40; i++) {
      Files.write(file, piece, StandardOpenOption.APPEND);
    }
    Files.writeString(file, "\n{\"path\":\"b\"}\n", StandardOpenOption.APPEND);
    try (ResultsJournal journal = ResultsJournal.open(folder)) {
      assertThat(Rows.paths(journal)).containsExactly("a", "b");
      assertThat(journal.unreadable()).isEqualTo(1);
      journal.append(Rows.plain("c"));
      assertThat(Rows.paths(journal)).containsExactly("a", "b", "c");
    }
  }

  @Test
  void columnOfALaterVersionIsLeftOut() throws IOException {
    Files.writeString(file, "{\"path\":\"a\",\"mood\":{\"good\":[1]}}\n");
    try (ResultsJournal journal = ResultsJournal.open(folder)) {
      assertThat(Rows.paths(journal)).containsExactly("a");
    }
  }

  @Test
  void failuresAreTakenOutToBeTriedAgain() throws IOException {
    try (ResultsJournal journal = ResultsJournal.open(folder)) {
      journal.append(Rows.plain("a"));
      journal.append(ImageRow.failed("b", null, "broken"));
      journal.append(Rows.plain("c"));
    }
    try (ResultsJournal journal = ResultsJournal.openWithoutFailures(folder)) {
      assertThat(journal.isDone("b")).isFalse();
      assertThat(journal.failures()).isZero();
      assertThat(journal.append(Rows.plain("b"))).isTrue();
      assertThat(Rows.paths(journal)).containsExactly("a", "c", "b");
    }
    assertThat(temporary).isDirectoryNotContaining("glob:**/*.part");
  }

  @Test
  void withoutFailuresNothingIsRewritten() throws IOException {
    ResultsJournal.openWithoutFailures(folder).close();
    try (ResultsJournal journal = ResultsJournal.open(folder)) {
      journal.append(Rows.plain("a"));
    }
    Object before = Files.readAttributes(file, "*").get("fileKey");
    ResultsJournal.openWithoutFailures(folder).close();
    assertThat(Files.readAttributes(file, "*").get("fileKey")).isEqualTo(before);
  }

  @Test
  void readerSeesTheRowsThatWereThereWhenItBegan() throws IOException {
    try (ResultsJournal journal = ResultsJournal.open(folder)) {
      journal.append(Rows.plain("a"));
      try (var rows = journal.rows()) {
        journal.append(Rows.plain("b"));
        assertThat(rows).hasSize(1);
      }
    }
  }

  @Test
  void halfAnEmojiInAFileNameIsNoError() throws IOException {
    String path = "half \ud83d.jpg";
    try (ResultsJournal journal = ResultsJournal.open(folder)) {
      journal.append(Rows.plain(path));
    }
    try (ResultsJournal journal = ResultsJournal.open(folder)) {
      assertThat(journal.isDone(path)).isTrue();
    }
  }

  @Test
  void interruptedThreadAppendsAndReads() throws IOException {
    try (ResultsJournal journal = ResultsJournal.open(folder)) {
      Thread.currentThread().interrupt();
      journal.append(Rows.plain("a"));
      assertThat(Rows.paths(journal)).containsExactly("a");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void journalThatCannotBeOpenedIsAnError() throws IOException {
    Files.createDirectory(file);
    assertThatThrownBy(() -> ResultsJournal.open(folder)).isInstanceOf(IOException.class);
  }

  @Test
  void endIsTheEndHoweverOftenOneAsks() throws IOException {
    try (ResultsJournal journal = ResultsJournal.open(folder)) {
      journal.append(ImageRow.failed("/a.jpg", null, "broken"));
      java.nio.file.Path file = folder.path().resolve(ResultsJournal.FILE);
      try (JournalLines lines = new JournalLines(file)) {
        assertThat(lines.advance()).isTrue();
        long end = lines.end();
        for (int i = 0; i < 3; i++) {
          assertThat(lines.advance()).isFalse();
          assertThat(lines.end()).isEqualTo(end).isEqualTo(java.nio.file.Files.size(file));
        }
      }
    }
  }

  @Test
  void closingTwiceIsFine() throws IOException {
    ResultsJournal journal = ResultsJournal.open(folder);
    journal.close();
    journal.close();
  }
}
