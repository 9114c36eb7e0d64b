package io.github.gradcam.report.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.report.ChildJvm;
import io.github.gradcam.report.Duck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What DuckDB finds in {@code results.parquet}. */
class ParquetRowsTest {

  private static final ResultsOrigin ORIGIN =
      new ResultsOrigin("1.2", "m.h5 sha256:ab", List.of("forest", "sea", "sea \"2\""));

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    Stream<ImageRow> rows =
        Stream.of(
            Rows.answered("雪.jpg", "sea", 1, 0.25f, 0.5f, 0.25f),
            Rows.answered("b.zip!/b", "forest", 2, 0.1f, 0.2f, 0.7f),
            ImageRow.failed("c", "sea", "broken"),
            Rows.withPeak("d", Float.NaN));
    file = ResultsFile.write(folder, ResultsFormat.PARQUET, ORIGIN, rows, count -> {});
  }

  private List<String> ask(String query) throws SQLException {
    return Duck.ask(file, query);
  }

  @Test
  void columnsHaveTheNamesAndTypesOfTheRow() throws SQLException {
    assertThat(ask("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM FILE)"))
        .containsExactly(
            "path|VARCHAR",
            "width|INTEGER",
            "height|INTEGER",
            "label|VARCHAR",
            "predicted_index|INTEGER",
            "predicted_label|VARCHAR",
            "predicted_probability|FLOAT",
            "correct|BOOLEAN",
            "probabilities|MAP(VARCHAR, FLOAT)",
            "target_index|INTEGER",
            "target_label|VARCHAR",
            "target_probability|FLOAT",
            "method|VARCHAR",
            "layer|VARCHAR",
            "diagnosis|VARCHAR",
            "heat_peak|FLOAT",
            "heat_energy|FLOAT",
            "heat_x|FLOAT",
            "heat_y|FLOAT",
            "heat_border|FLOAT",
            "hot_left|FLOAT",
            "hot_top|FLOAT",
            "hot_width|FLOAT",
            "hot_height|FLOAT",
            "heatmap|VARCHAR",
            "heat_grid|BLOB",
            "evidence|BLOB",
            "error|VARCHAR");
  }

  @Test
  void probabilitiesAreAskedForByTheNameOfAClass() throws SQLException {
    assertThat(
            ask(
                "SELECT path, predicted_label, probabilities['sea'] FROM FILE ORDER BY 3 DESC NULLS LAST"))
        .containsExactly("d|sea|NaN", "雪.jpg|sea|0.5", "b.zip!/b|street|0.2", "c|null|null");
    assertThat(ask("SELECT map_keys(probabilities) FROM FILE LIMIT 1"))
        .containsExactly("[forest, sea, street]");
  }

  @Test
  void whatIsMissingIsNull() throws SQLException {
    assertThat(ask("SELECT path, error FROM FILE WHERE probabilities IS NULL AND width IS NULL"))
        .containsExactly("c|broken");
    assertThat(ask("SELECT count(*), count(label), count(error), count(heatmap) FROM FILE"))
        .containsExactly("4|3|1|2");
  }

  @Test
  void accuracyIsOneQuestion() throws SQLException {
    assertThat(ask("SELECT avg(correct::INT), count(correct) FROM FILE")).containsExactly("0.5|2");
    assertThat(
            ask(
                "SELECT label, avg(correct::INT) FROM FILE WHERE correct IS NOT NULL GROUP BY 1 ORDER BY 1"))
        .containsExactly("forest|0.0", "sea|1.0");
  }

  @Test
  void everyValueOfARowIsThere() throws SQLException {
    assertThat(ask("SELECT * EXCLUDE probabilities FROM FILE LIMIT 1"))
        .containsExactly(
            "雪.jpg|640|480|sea|1|sea|0.5|true|1|sea|0.5|gradcam|add_7|ok|1.5|0.25|0.5|0.625|0.125"
                + "|0.1|0.2|0.3|0.4|heatmaps/雪.jpg.npy|null|null|null");
  }

  @Test
  void fileTellsWhereItIsFrom() throws SQLException {
    assertThat(
            ask(
                "SELECT decode(key) || '=' || decode(value) FROM parquet_kv_metadata(FILE)"
                    + " WHERE decode(key) LIKE 'gradcam.%' ORDER BY 1"))
        .containsExactly(
            "gradcam.labels=[\"forest\",\"sea\",\"sea \\\"2\\\"\"]",
            "gradcam.model=m.h5 sha256:ab",
            "gradcam.version=1.2");
  }

  @Test
  void columnsAreCompressed() throws SQLException {
    assertThat(ask("SELECT DISTINCT compression FROM parquet_metadata(FILE)"))
        .containsExactly("ZSTD");
  }

  @Test
  void writingIsSilentAndStartsNoHadoop() throws Exception {
    Process child =
        ChildJvm.start(
            "",
            List.of("-Xlog:class+load:file=" + folder.resolve("classes")),
            Writing.class,
            folder.toString());
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).as(said).isZero();
    assertThat(said).isEmpty();
    assertThat(folder.resolve("classes"))
        .content()
        .contains("org.apache.parquet.hadoop.ParquetWriter ")
        .doesNotContain(" org.apache.hadoop.");
  }

  /** Writes a file. */
  static final class Writing {
    private Writing() {}

    /** The program. */
    public static void main(String[] args) throws IOException {
      ResultsFile.write(
          Path.of(args[0]), ResultsFormat.PARQUET, ORIGIN, Stream.of(Rows.plain("a")), count -> {});
    }
  }
}
