package io.github.gradcam.report.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.report.ChildJvm;
import io.github.gradcam.report.Duck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ManyRowsTest {

  private static final int IMAGES = 200_000;

  @TempDir private Path folder;

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void rowsAreNeverHeldTogether() throws Exception {
    // the rows themselves would take more than this heap
    Process child = ChildJvm.start("", List.of("-Xmx80m"), Writing.class, folder.toString());
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).as(said).isZero();
    assertThat(said.strip()).isEqualTo("%d rows, %d done".formatted(IMAGES, IMAGES));
    assertThat(
            Duck.ask(
                folder.resolve("results.parquet"),
                "SELECT count(*), count(DISTINCT path), sum(probabilities['sea']) FROM FILE"))
        .containsExactly("200000|200000|50000.0");
  }

  /** Appends, and makes a table of it after opening the journal anew. */
  static final class Writing {
    private Writing() {}

    /** The program. */
    public static void main(String[] args) throws IOException {
      Path folder = Path.of(args[0]);
      try (ResultsFolder taken = ResultsFolder.open(folder, Rows.IDENTITY)) {
        try (ResultsJournal journal = ResultsJournal.open(taken)) {
          for (int i = 0; i < IMAGES; i++) {
            String path = "/photos/of/a/collection/of/many/" + i + ".jpg";
            journal.append(
                i % 2 == 0 ? Rows.plain(path) : ImageRow.failed(path, "sea", "found " + i));
          }
        }
        try (ResultsJournal journal = ResultsJournal.open(taken);
            Stream<ImageRow> rows = journal.rows()) {
          ResultsSummary summary = new ResultsSummary();
          ResultsOrigin origin = new ResultsOrigin("1", "m", Rows.LABELS);
          ResultsFile.write(
              folder, ResultsFormat.PARQUET, origin, rows.peek(summary::add), count -> {});
          System.out.println(summary.counts().images() + " rows, " + journal.size() + " done");
        }
      }
    }
  }
}
