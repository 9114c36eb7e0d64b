package io.github.gradcam.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradcam.explain.map.KeptEvidence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code batch --keep evidence}. */
class KeptEvidenceOfBatchTest {

  private static final int IMAGES = 6;

  @TempDir static Path shared;
  @TempDir Path folder;

  @BeforeAll
  static void writeImages() throws Exception {
    SmallImageFiles.write(shared.resolve("images"), IMAGES);
  }

  private BatchOutput output(String name) {
    return new BatchOutput(folder.resolve(name));
  }

  private static Path images() {
    return shared.resolve("images");
  }

  @Test
  void rowsHaveASmallMapAndWhatEachFeatureMapContributes() throws Exception {
    Run run = output("kept").run(images(), "--keep", "evidence");
    assertThat(run.code()).as(run.err()).isZero();
    List<String> sizes =
        output("kept").ask("SELECT octet_length(heat_grid), octet_length(evidence) % 2 FROM FILE");
    assertThat(sizes).hasSize(IMAGES).containsOnly("256|0");
    // The mean of the small map is that of the heatmap.
    for (String row :
        output("kept")
            .ask(
                "SELECT heat_energy, list_sum([('0x' || substr(hex(heat_grid), 2 * i + 1, 2))::INT FOR i IN range(256)]) / 256 / 255 FROM FILE")) {
      int bar = row.indexOf('|');
      assertThat(Double.parseDouble(row.substring(bar + 1)))
          .isCloseTo(Double.parseDouble(row.substring(0, bar)), within(0.01));
    }
    assertThat(output("plain").run(images()).code()).isZero();
    assertThat(output("plain").ask("SELECT count(heat_grid), count(evidence) FROM FILE"))
        .containsExactly("0|0");
  }

  @Test
  void jsonHoldsTheSameBytesInBase64() throws Exception {
    assertThat(output("rows").run(images(), "--keep", "evidence", "--format", "jsonl").code())
        .isZero();
    for (String line : Files.readAllLines(folder.resolve("rows/results.jsonl"))) {
      JsonNode row = new ObjectMapper().readTree(line);
      assertThat(row.get("heat_grid").binaryValue()).hasSize(256);
      float[] evidence = KeptEvidence.unpack(row.get("evidence").binaryValue());
      float largest = 0;
      for (float value : evidence) {
        largest = Math.max(largest, Math.abs(value));
      }
      assertThat(largest).isEqualTo(1);
    }
  }

  @Test
  void aRunWithoutItIsNotGoneOnWith() throws Exception {
    assertThat(output("run").run(images()).code()).isZero();
    Run kept = output("run").run(images(), "--keep", "evidence");
    assertThat(kept.code()).isEqualTo(1);
    assertThat(kept.err()).contains("keep").contains("evidence");
  }

  @Test
  void otherWordsAndCsvAreRefused() throws Exception {
    Run other = output("other").run(images(), "--keep", "everything");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("Expected --keep evidence, found 'everything'");
    Run csv = output("csv").run(images(), "--keep", "evidence", "--format", "csv");
    assertThat(csv.code()).isEqualTo(2);
    assertThat(csv.err()).contains("parquet or jsonl");
  }
}
