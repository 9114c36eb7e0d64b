package io.github.gradcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
