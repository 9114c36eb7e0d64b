package io.github.gradcam.report.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsRowsTest {

  private static final ResultsOrigin ORIGIN = new ResultsOrigin("1", "m", Rows.LABELS);
  private static final List<ImageRow> ROWS =
      List.of(
          Rows.answered("雪.jpg", "sea", 1, 0.25f, 0.5f, 0.25f),
          ImageRow.failed("c", "sea", "broken"),
          Rows.withPeak("d", Float.NaN));

  @TempDir private Path folder;

  private static List<ImageRow> read(Path folder) throws IOException {
    ResultsRows rows = ResultsRows.of(folder);
    List<ImageRow> first;
    try (Stream<ImageRow> open = rows.open()) {
      first = open.toList();
    }
    try (Stream<ImageRow> again = rows.open()) {
      assertThat(again).containsExactlyElementsOf(first);
    }
    return first;
  }

  private Path part(String name, ImageRow... rows) throws IOException {
    Path table = Files.createDirectories(folder.resolve("results.parquet"));
    Path made =
        ResultsFile.write(
            Files.createDirectories(folder.resolve("made")),
            ResultsFormat.PARQUET,
            ORIGIN,
            Stream.of(rows),
            count -> {});
    return Files.move(made, table.resolve(name));
  }

  private static ImageRow withEvidence(String path) {
    ImageRow row = Rows.plain(path);
    return new ImageRow(
        row.path(),
        row.width(),
        row.height(),
        row.label(),
        row.predictedIndex(),
        row.predictedLabel(),
        row.predictedProbability(),
        row.correct(),
        row.probabilities(),
        row.targetIndex(),
        row.targetLabel(),
        row.targetProbability(),
        row.method(),
        row.layer(),
        row.diagnosis(),
        row.heatPeak(),
        row.heatEnergy(),
        row.heatX(),
        row.heatY(),
        row.heatBorder(),
        row.hotLeft(),
        row.hotTop(),
        row.hotWidth(),
        row.hotHeight(),
        row.heatmap(),
        Binary.fromConstantByteArray(new byte[] {1, 2}),
        Binary.fromConstantByteArray(new byte[] {3, -4, 0}),
        null);
  }

  @Test
  void journalIsReadUpToItsLastWholeLineAndNotChanged() throws IOException {
    try (ResultsFolder taken = ResultsFolder.open(folder, Rows.IDENTITY);
        ResultsJournal journal = ResultsJournal.open(taken)) {
      for (ImageRow row : ROWS) {
        journal.append(row);
      }
    }
    Path file = folder.resolve("journal.jsonl");
    Files.writeString(file, "{\"path\":\"half", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    byte[] before = Files.readAllBytes(file);
    assertThat(ResultsRows.of(folder).mayGrow()).isTrue();
    assertThat(read(folder)).isEqualTo(ROWS);
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void partsThatSparkWritesAreReadInTheOrderOfTheirNames() throws IOException {
    part("part-00001-9a-c000.zstd.parquet", withEvidence("e"), ROWS.get(2));
    part("part-00000-9a-c000.zstd.parquet", ROWS.get(0), ROWS.get(1));
    part("part-00002-9a-c000.zstd.parquet");
    Path table = folder.resolve("results.parquet");
    Files.writeString(table.resolve("_SUCCESS"), "");
    Files.writeString(table.resolve(".part-00000-9a-c000.zstd.parquet.crc"), "crc");
    Files.createDirectories(table.resolve("_temporary/0"));
    assertThat(ResultsRows.of(folder).mayGrow()).isFalse();
    assertThat(read(folder))
        .containsExactly(ROWS.get(0), ROWS.get(1), withEvidence("e"), ROWS.get(2));
  }

  @Test
  void tableOfAnotherWriterMayLackColumns() throws Exception {
    Path table = Files.createDirectories(folder.resolve("results.parquet"));
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute(
          "COPY (SELECT '/a.jpg' AS path, 1::INT AS predicted_index, MAP {'sea': 0.75::FLOAT, 'forest': 0.25::FLOAT} AS probabilities, 'x'::BLOB AS evidence) TO '%s' (FORMAT parquet, COMPRESSION zstd)"
              .formatted(table.resolve("data.parquet")));
    }
    ImageRow row = read(folder).get(0);
    assertThat(row.path()).isEqualTo("/a.jpg");
    assertThat(row.predictedIndex()).isEqualTo(1);
    assertThat(row.probabilities()).containsEntry("sea", 0.75f).containsEntry("forest", 0.25f);
    assertThat(row.evidence()).isEqualTo(Binary.fromString("x"));
    assertThat(row.heatGrid()).isNull();
    assertThat(row.error()).isNull();
  }

  @Test
  void damagedPartIsNamed() throws IOException {
    part("part-0.parquet", ROWS.get(0));
    Path damaged = folder.resolve("results.parquet/part-1.parquet");
    Files.writeString(damaged, "no table");
    ResultsRows rows = ResultsRows.of(folder);
    try (Stream<ImageRow> open = rows.open()) {
      assertThatThrownBy(open::toList)
          .hasMessageContaining("Expected results of gradcam batch in " + damaged);
    }
  }

  @Test
  void folderWithoutRowsSaysWhatToRun() throws IOException {
    assertThatThrownBy(() -> ResultsRows.of(folder))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Expected journal.jsonl or results.parquet of gradcam batch in %s, found neither; run gradcam batch --keep evidence with this --output",
            folder);
    Files.createDirectories(folder.resolve("results.parquet/_temporary"));
    assertThatThrownBy(() -> ResultsRows.of(folder)).hasMessageContaining("found neither");
  }
}
