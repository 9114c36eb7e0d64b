package io.github.gradcam.survey;

import io.github.gradcam.evaluate.groups.EvidenceVectors;
import io.github.gradcam.evaluate.groups.StratifiedSample;
import io.github.gradcam.explain.map.HeatGrid;
import io.github.gradcam.explain.map.KeptEvidence;
import io.github.gradcam.report.dataset.ReportImage;
import io.github.gradcam.report.results.ImageRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.parquet.io.api.Binary;

/**
 * The rows on the page: all with an answer, or of a large collection a sample in which each answer
 * and its errors are represented.
 *
 * @param counts of all rows
 * @param rows those on the page, in the order read
 * @param vectors what each feature map contributed, a vector a row; of zeros where that was not
 *     kept
 */
record RowSample(RowCounts counts, List<ImageRow> rows, EvidenceVectors vectors) {

  /**
   * Reads a collection: once, or twice where it is too large for the page.
   *
   * @throws IllegalArgumentException if no row has an answer, or none holds its evidence
   */
  static RowSample read(RowSource source, List<String> labels, SurveySettings settings)
      throws IOException {
    RowCounts counts = new RowCounts(labels);
    int[] strata = new int[1024];
    int all = 0;
    List<ImageRow> kept = new ArrayList<>(); // all while they are few
    try (Stream<ImageRow> rows = source.open()) {
      for (Iterator<ImageRow> each = rows.iterator(); each.hasNext(); ) {
        ImageRow row = each.next();
        counts.add(row);
        strata = all < strata.length ? strata : Arrays.copyOf(strata, 2 * all);
        strata[all++] = stratum(row, counts);
        if (all <= settings.images()) {
          kept.add(row);
        } else {
          kept.clear();
        }
      }
    }
    if (counts.images() == 0) {
      throw new IllegalArgumentException(
          "Expected results with at least one answer, found %,d rows and none".formatted(all));
    }
    if (all <= settings.images()) {
      kept.removeIf(row -> RowCounts.answer(row) == ReportImage.UNKNOWN);
    } else {
      strata = Arrays.copyOf(strata, all);
      kept.addAll(taken(source, StratifiedSample.of(strata, settings.images(), settings.seed())));
    }
    return new RowSample(counts, List.copyOf(kept), vectors(kept));
  }

  /** The rows at rising places. */
  private static List<ImageRow> taken(RowSource source, int[] places) throws IOException {
    List<ImageRow> rows = new ArrayList<>();
    try (Stream<ImageRow> all = source.open()) {
      Iterator<ImageRow> each = all.iterator();
      for (int place = 0; rows.size() < places.length && each.hasNext(); place++) {
        ImageRow row = each.next();
        if (place == places[rows.size()]) {
          rows.add(row);
        }
      }
    }
    return rows;
  }

  private static int stratum(ImageRow row, RowCounts counts) {
    int answer = RowCounts.answer(row);
    if (answer == ReportImage.UNKNOWN) {
      return -1;
    }
    int label = counts.label(row);
    return 2 * answer + (label == ReportImage.UNKNOWN || label == answer ? 0 : 1);
  }

  private static EvidenceVectors vectors(List<ImageRow> rows) {
    int width =
        rows.stream()
            .map(ImageRow::evidence)
            .filter(packed -> packed != null)
            .mapToInt(packed -> packed.length() / Short.BYTES)
            .max()
            .orElse(0);
    if (width == 0) {
      throw new IllegalArgumentException(
          "Expected rows that hold their evidence, found none; run gradcam batch with --keep evidence");
    }
    float[] values = new float[Math.multiplyExact(rows.size(), width)];
    for (int i = 0; i < rows.size(); i++) {
      Binary packed = rows.get(i).evidence();
      if (packed != null && packed.length() == width * Short.BYTES) {
        System.arraycopy(KeptEvidence.unpack(packed.getBytes()), 0, values, i * width, width);
      }
    }
    return new EvidenceVectors(values, width);
  }

  int label(int image) {
    return counts.label(rows.get(image));
  }

  int answer(int image) {
    return RowCounts.answer(rows.get(image));
  }

  boolean wrong(int image) {
    return label(image) != ReportImage.UNKNOWN && label(image) != answer(image);
  }

  /** The probability of an image's answer; 0 where it was not kept. */
  float probability(int image) {
    Float kept = rows.get(image).predictedProbability();
    return kept == null || kept.isNaN() ? 0 : kept;
  }

  /** The map of an image at 16 x 16; all 0 where it was not kept. */
  byte[] grid(int image) {
    Binary grid = rows.get(image).heatGrid();
    return grid == null || grid.length() != HeatGrid.CELLS
        ? new byte[HeatGrid.CELLS]
        : grid.getBytes();
  }

  /** What each feature map contributed to an image's answer. */
  float[] evidence(int image) {
    int from = image * vectors.width();
    return Arrays.copyOfRange(vectors.values(), from, from + vectors.width());
  }

  /** [classes] probabilities of an image, in index order; NaN where they were not kept. */
  float[] probabilities(int image, int classes) {
    float[] values = new float[classes];
    Arrays.fill(values, Float.NaN);
    Map<String, Float> byName = rows.get(image).probabilities();
    if (byName != null && byName.size() == classes) {
      for (int index = 0; index < classes; index++) {
        Float value = byName.get(counts.keys().get(index));
        values[index] = value == null ? Float.NaN : value;
      }
    }
    return values;
  }
}
