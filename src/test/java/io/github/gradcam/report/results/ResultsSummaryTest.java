package io.github.gradcam.report.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsSummaryTest {

  @TempDir private Path folder;

  @Test
  void answersAreCountedByClassAndByDiagnosis() {
    ResultsSummary summary = new ResultsSummary();
    summary.add(Rows.answered("a", "sea", 1, 0.2f, 0.6f, 0.2f));
    summary.add(Rows.answered("b", "sea", 1, 0.2f, 0.6f, 0.2f));
    summary.add(Rows.answered("c", "sea", 2, 0.2f, 0.2f, 0.6f));
    summary.add(Rows.answered("d", "forest", 0, 0.6f, 0.2f, 0.2f));
    summary.add(Rows.withPeak("without a label", 1f));
    summary.add(ImageRow.failed("e", "sea", "broken"));
    ResultsSummary.Counts counts = summary.counts();
    assertThat(counts.images()).isEqualTo(6);
    assertThat(counts.failed()).isEqualTo(1);
    assertThat(counts.diagnoses()).isEqualTo(Map.of("ok", 4L));
    assertThat(counts.labelled()).isEqualTo(4);
    assertThat(counts.correct()).isEqualTo(3);
    assertThat(counts.accuracy()).isEqualTo(0.75);
    assertThat(counts.classes())
        .containsExactly(
            new ClassCount("sea", 3, 3, 2),
            new ClassCount("forest", 1, 1, 1),
            new ClassCount("street", 1, 0, 0));
    assertThat(counts.classes().get(2).recall()).isNull();
  }

  @Test
  void withoutLabelsThereIsNoAccuracy() {
    ResultsSummary summary = new ResultsSummary();
    summary.add(Rows.withPeak("a", 1f));
    assertThat(summary.counts().accuracy()).isNull();
  }

  @Test
  void numbersAndNamesDoNotSplitAReason() {
    ResultsSummary summary = new ResultsSummary();
    summary.add(failed("/p/1.jpg", "Expected an image in /p/1.jpg, found a file of 0 bytes"));
    summary.add(failed("/p/a b.jpg", "Expected an image in /p/a b.jpg, found a file of 12 bytes"));
    summary.add(failed("x.zip!/c.png", "Expected an image in c.png, found a file of 7 bytes"));
    summary.add(failed("/p/d", "Expected \"JPEG\", found \"text\" of 640x480"));
    summary.add(failed("/p/e", "Expected \"PNG\", found \"GIF\" of 1.5x7\nat line 3"));
    assertThat(summary.counts().failures())
        .containsExactly(
            new FailureReason("Expected an image in …, found a file of N bytes", 3, "/p/1.jpg"),
            new FailureReason("Expected …, found … of N", 2, "/p/d"));
  }

  @Test
  void rareReasonsAreOneGroup() {
    ResultsSummary summary = new ResultsSummary();
    for (char word = 'a'; word < 'a' + 20; word++) {
      for (char i = 'a'; i <= word; i++) {
        summary.add(failed("/p/" + word + i, "reason " + word));
      }
    }
    List<FailureReason> failures = summary.counts().failures();
    assertThat(failures).hasSize(11);
    assertThat(failures.get(0)).isEqualTo(new FailureReason("reason t", 20, "/p/ta"));
    assertThat(failures.get(10)).isEqualTo(new FailureReason("others", 55, "/p/ja"));
    assertThat(failures).extracting(FailureReason::images).containsSubsequence(20L, 19L, 11L, 55L);
  }

  @Test
  void endlessKindsOfReasonsDoNotFillTheMemory() {
    ResultsSummary summary = new ResultsSummary();
    for (int i = 0; i < 5000; i++) {
      String word = Integer.toString(i, 36).replaceAll("\\d", "_");
      summary.add(failed("/p/x", word + "x".repeat(i)));
    }
    List<FailureReason> failures = summary.counts().failures();
    assertThat(failures).hasSize(11);
    assertThat(failures.stream().mapToLong(FailureReason::images).sum()).isEqualTo(5000);
  }

  @Test
  void summaryIsOneJsonFile() throws IOException {
    ResultsSummary summary = new ResultsSummary();
    summary.add(Rows.plain("a"));
    summary.add(failed("/p/b", "broken"));
    assertThat(summary.write(folder))
        .hasContent(
            """
            {
              "images" : 2,
              "failed" : 1,
              "failures" : [ {
                "reason" : "broken",
                "images" : 1,
                "example" : "/p/b"
              } ],
              "diagnoses" : {
                "ok" : 1
              },
              "labelled" : 1,
              "correct" : 1,
              "accuracy" : 1.0,
              "classes" : [ {
                "label" : "sea",
                "predicted" : 1,
                "support" : 1,
                "correct" : 1
              } ]
            }
            """);
    assertThat(folder.toFile().list()).containsExactly("summary.json");
  }

  private static ImageRow failed(String path, String error) {
    return ImageRow.failed(path, null, error);
  }
}
