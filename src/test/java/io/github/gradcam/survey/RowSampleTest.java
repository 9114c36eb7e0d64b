package io.github.gradcam.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.evaluate.CalibrationError;
import io.github.gradcam.explain.map.KeptEvidence;
import io.github.gradcam.report.dataset.ReportScores;
import io.github.gradcam.report.results.ImageRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;

class RowSampleTest {

  private static final List<String> LABELS = List.of("crane", "wall", "crane");

  private int opened;

  private static ImageRow row(int number, String label, int answer, Map<String, Float> sure) {
    byte[] evidence = KeptEvidence.pack(new float[] {1, number});
    return Rows.answered(
        "/" + number + ".jpg",
        8,
        label,
        answer,
        LABELS.get(answer),
        number == 7 ? 0.65f : 0.6f,
        sure,
        null,
        Binary.fromConstantByteArray(evidence));
  }

  private RowSample sample(List<ImageRow> rows, int images) throws IOException {
    RowSource source =
        () -> {
          opened++;
          return rows.stream();
        };
    return RowSample.read(source, LABELS, new SurveySettings(images, 0, 1));
  }

  private static List<ImageRow> rows() {
    List<ImageRow> rows = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      rows.add(row(i, "wall", 1, Map.of()));
    }
    rows.add(2, ImageRow.failed("/broken.jpg", "wall", "Expected an image"));
    return rows;
  }

  @Test
  void rowsThatFitOnThePageAreReadOnce() throws IOException {
    RowSample sample = sample(rows(), 7);
    assertThat(opened).isEqualTo(1);
    assertThat(sample.rows())
        .extracting(ImageRow::path)
        .containsExactly("/0.jpg", "/1.jpg", "/2.jpg", "/3.jpg", "/4.jpg", "/5.jpg");
    assertThat(sample.counts().images()).isEqualTo(6);
    assertThat(sample.counts().scores().failed()).isEqualTo(1);
  }

  @Test
  void moreRowsAreReadTwiceAndKeepTheirOrder() throws IOException {
    RowSample sample = sample(rows(), 4);
    assertThat(opened).isEqualTo(2);
    assertThat(sample.rows()).hasSize(4).extracting(ImageRow::path).isSorted();
    assertThat(sample.counts().images()).isEqualTo(6);
  }

  @Test
  void probabilitiesAreFoundByNameInWhateverOrderATableGivesThem() throws IOException {
    Map<String, Float> inOrder = new LinkedHashMap<>();
    inOrder.put("crane", 0.1f);
    inOrder.put("wall", 0.6f);
    inOrder.put("crane (2)", 0.3f);
    Map<String, Float> sorted = new TreeMap<>(inOrder); // crane, crane (2), wall
    RowSample sample = sample(List.of(row(0, "wall", 1, sorted), row(1, null, 1, Map.of())), 9);
    assertThat(sample.probabilities(0, 3)).containsExactly(0.1f, 0.6f, 0.3f);
    assertThat(sample.probabilities(1, 3)).containsOnly(Float.NaN);
  }

  @Test
  void confidenceAtTheEdgeOfABinIsInTheSameAsEvaluateHasIt() {
    // 0.6f is 0.60000002384: by a little above 9/15, and so in the bin of 0.65. Times 15 it is 9 in
    // float.
    assertThat(CalibrationError.bin(0.6f, 15)).isEqualTo(9);
    assertThat(CalibrationError.bin(0.6, 15)).isEqualTo(8);
    RowCounts counts = new RowCounts(LABELS);
    counts.add(row(0, "wall", 1, Map.of()));
    counts.add(row(7, "wall", 1, Map.of()));
    assertThat(counts.scores().calibration())
        .singleElement()
        .extracting(ReportScores.Bin::count)
        .isEqualTo(2L);
  }
}
