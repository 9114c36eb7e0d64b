package io.github.gradcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gradcam report}, on the images that ship. */
class ReportCommandTest {

  @TempDir Path folder;

  private Run report(String... more) {
    String[] all = new String[more.length + 1];
    all[0] = "report";
    System.arraycopy(more, 0, all, 1, more.length);
    return Run.of(all);
  }

  @Test
  void dataIsScoredFirstAndTheReportMadeOfIt() throws Exception {
    Path out = folder.resolve("report");
    Run run = report("--data", "data", "--output", out.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("18 images have answers and no labels").contains("index.html");
    assertThat(out.resolve("index.html")).isNotEmptyFile();
    JsonNode findings = new ObjectMapper().readTree(out.resolve("findings.json").toFile());
    assertThat(findings.toString()).contains("Grad-CAM");

    // The results are there: the report alone is made again, without the batch.
    Run again =
        report(out.resolve("batch").toString(), "--output", folder.resolve("again").toString());
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.err()).doesNotContain("Scored");
    assertThat(folder.resolve("again/index.html")).isNotEmptyFile();
  }

  @Test
  void resultsWithoutEvidenceAreRefused() throws Exception {
    Path out = folder.resolve("plain");
    assertThat(Run.of("batch", "data", "--output", out.toString()).code()).isZero();
    Run run = report(out.toString(), "--output", folder.resolve("report").toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("run gradcam batch with --keep evidence");
    assertThat(folder.resolve("report")).doesNotExist();
  }

  @Test
  void otherFoldersAndNoFolderAreRefused() throws Exception {
    Run other = report(Files.createDirectories(folder.resolve("other")).toString());
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("Expected a folder of gradcam batch");
    Run none = report();
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("Expected one folder of gradcam batch, or --data");
  }

  @Test
  void batchThatWasStoppedIsGoneOnWith() throws Exception {
    Path out = folder.resolve("report");
    Run part =
        Run.of(
            "batch",
            "data/glacier-icefall.jpg",
            "--keep",
            "evidence",
            "--output",
            out.resolve("batch").toString());
    assertThat(part.code()).as(part.err()).isZero();
    Run run = report("--data", "data", "--output", out.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("Going on after 1 image done before");
    assertThat(run.out()).contains("18 images have answers and no labels");
  }

  /**
   * {@code results.parquet} as a folder of files and no journal, with what Hadoop leaves beside.
   */
  private Path likeSpark(String... more) throws Exception {
    Path out = folder.resolve("spark");
    List<String> batch = new ArrayList<>(List.of("batch", "data", "--output", out.toString()));
    batch.addAll(List.of(more));
    assertThat(Run.of(batch.toArray(String[]::new)).code()).isZero();
    Files.delete(out.resolve("journal.jsonl"));
    Files.delete(out.resolve("summary.json"));
    Files.delete(out.resolve(".lock"));
    Path table = Files.move(out.resolve("results.parquet"), out.resolve("whole"));
    Path parts = Files.createDirectories(out.resolve("results.parquet"));
    Files.move(table, parts.resolve("part-00000-5c2e-c000.zstd.parquet"));
    Files.writeString(parts.resolve("_SUCCESS"), "");
    Files.writeString(parts.resolve(".part-00000-5c2e-c000.zstd.parquet.crc"), "crc");
    return out;
  }

  private static List<String> files(Path folder) throws Exception {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.map(Path::toString).sorted().toList();
    }
  }

  @Test
  void resultsOfSparkAreReportedAndLeftAsTheyAre() throws Exception {
    Path out = likeSpark("--keep", "evidence");
    List<String> before = files(out);
    Run run = report(out.toString(), "--output", folder.resolve("report").toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("18 images have answers and no labels");
    assertThat(folder.resolve("report/index.html")).isNotEmptyFile();
    assertThat(files(out)).isEqualTo(before);
  }

  @Test
  void resultsOfSparkWithoutEvidenceSayWhatToRun() throws Exception {
    Path out = likeSpark();
    Run run = report(out.toString(), "--output", folder.resolve("report").toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("run gradcam batch with --keep evidence");
    Files.move(out.resolve("results.parquet"), out.resolve("elsewhere"));
    Run none = report(out.toString(), "--output", folder.resolve("report").toString());
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.err())
        .contains("Expected journal.jsonl or results.parquet of gradcam batch in " + out);
  }
}
