package io.github.gradcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.report.Duck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of images as {@code gradcam batch} takes them. */
class BatchListTest {

  @TempDir static Path photos;

  @TempDir Path folder;

  @BeforeAll
  static void writeImages() throws Exception {
    SmallImageFiles.write(photos, 18);
  }

  private BatchOutput output() {
    return new BatchOutput(folder.resolve("out"));
  }

  private static Path photo() {
    return photos.resolve("005.jpg"); // a forest
  }

  private void assertRefused(Run run, String... words) {
    assertThat(run.code()).as(run.err()).isEqualTo(1);
    assertThat(run.err().strip().lines()).singleElement().asString().contains(words);
    assertThat(output().folder()).doesNotExist();
  }

  private Path list(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  private List<String> scored(Path list, String... more) throws Exception {
    Run run = output().run(list, more);
    assertThat(run.code()).as(run.err()).isZero();
    return output()
        .ask("SELECT parse_filename(path), label, correct, target_label FROM FILE ORDER BY path");
  }

  @Test
  void textListHasAPathALine() throws Exception {
    Path list = list("a.txt", "# images\n%s\n\n%s/014.jpg\n".formatted(photo(), photos));
    assertThat(scored(list, "--class", "4"))
        .containsExactly("005.jpg|null|null|sea", "014.jpg|null|null|sea");
  }

  @Test
  void tableGivesLabelsAndClassesToExplainByNameOrIndex() throws Exception {
    Path list =
        list(
            "a.csv",
            "path,label,class\n%1$s/005.jpg,forest,sea\n%1$s/006.jpg,sea,2\n%1$s/007.jpg,,\n"
                .formatted(photos));
    assertThat(scored(list, "--class", "forest"))
        .containsExactly(
            "005.jpg|forest|true|sea", "006.jpg|sea|false|glacier", "007.jpg|null|null|forest");
  }

  @Test
  void labelsOfATableMayBeIndexesOrInOtherLetters() throws Exception {
    Path list =
        list(
            "a.csv",
            "path,label\n%1$s/005.jpg,1\n%1$s/006.jpg,SEA\n%1$s/007.jpg,17\n".formatted(photos));
    assertThat(scored(list, "--class", "predicted"))
        .satisfiesExactly(
            row -> assertThat(row).startsWith("005.jpg|forest|true|"),
            row -> assertThat(row).startsWith("006.jpg|sea|false|"),
            row -> assertThat(row).startsWith("007.jpg|17|false|"));
  }

  @Test
  void tableMayHaveSemicolonsAndOtherColumnNames() throws Exception {
    Path list =
        list("a.csv", "id;Datei;Wahrheit;Frage\n1;%1$s/005.jpg;forest;street\n".formatted(photos));
    assertThat(
            scored(
                list,
                "--path-column",
                "Datei",
                "--label-column",
                "Wahrheit",
                "--class-column",
                "Frage"))
        .containsExactly("005.jpg|forest|true|street");
  }

  @Test
  void listMayBeAParquetFileOfDuckDb() throws Exception {
    Path list = folder.resolve("list.parquet");
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute(
          "COPY (SELECT '%1$s/' || lpad(CAST(i AS VARCHAR), 3, '0') || '.jpg' AS file, 'sea' AS truth, i %% 6 AS class FROM range(12) t(i)) TO '%2$s'"
              .formatted(photos, list));
    }
    List<String> rows = scored(list, "--path-column", "file", "--label-column", "truth");
    assertThat(rows).hasSize(12).allMatch(row -> row.contains(".jpg|sea|"));
    assertThat(output().ask("SELECT target_index FROM FILE ORDER BY path"))
        .containsExactly("0", "1", "2", "3", "4", "5", "0", "1", "2", "3", "4", "5");
    assertThat(Duck.ask(list, "SELECT count(*) FROM FILE")).containsExactly("12");
  }

  @Test
  void missingColumnIsNamedWithThoseThereAre() throws Exception {
    Path list = list("a.csv", "file,truth\n%s/000.jpg,sea\n".formatted(photos));
    assertRefused(output().run(list, "-q"), "\"path\"", "file, truth", "a.csv");
    assertRefused(
        output().run(list, "-q", "--path-column", "file", "--label-column", "wahr"), "\"wahr\"");
  }

  @Test
  void missingFilesOfAListAreRowsWithAReason() throws Exception {
    Path list =
        list(
            "a.csv",
            "path,class\n%s,sea\nnowhere.jpg,sea\n%s,seal\n"
                .formatted(photo(), photos.resolve("001.jpg")));
    assertThat(output().run(list).code()).isEqualTo(1);
    assertThat(output().ask("SELECT error FROM FILE ORDER BY path"))
        .satisfiesExactlyInAnyOrder(
            error -> assertThat(error).isEqualTo("null"),
            error -> assertThat(error).contains("no such file"),
            error -> assertThat(error).contains("found 'seal'"));
  }

  @Test
  void selectionOfAReportIsTakenBackImagesInAZipArchiveAmongThem() throws Exception {
    Path zip = folder.resolve("more.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("in/x, y.jpg"));
      out.write(Files.readAllBytes(photo()));
      out.closeEntry();
    }
    Path list =
        list(
            "selection.csv",
            "path,label,answer,probability,group,diagnosis\n%s,forest,sea,0.9,answer-4-1,ok\n\"%s!/in/x, y.jpg\",sea,sea,0.8,,ok\n"
                .formatted(photo(), zip));
    assertThat(scored(list))
        .containsExactlyInAnyOrder("005.jpg|forest|true|forest", "x, y.jpg|sea|false|forest");
    assertThat(output().ask("SELECT count(*) FROM FILE WHERE path LIKE '%more.zip!/in/x, y.jpg'"))
        .containsExactly("1");
  }

  @Test
  void imageThatAnArchiveOfAListLacksIsARowWithAReason() throws Exception {
    Path tar = Files.writeString(folder.resolve("a.tar"), "no archive");
    Path list =
        list("a.csv", "path\n%s\n%s!/1.jpg\n%s/b.zip!/1.jpg\n".formatted(photo(), tar, folder));
    assertThat(output().run(list).code()).isEqualTo(1);
    assertThat(output().ask("SELECT error FROM FILE WHERE error IS NOT NULL ORDER BY path"))
        .satisfiesExactly(
            error -> assertThat(error).contains("image in a zip archive, found none; unpack"),
            error -> assertThat(error).contains("the archive cannot be read"));
  }
}
