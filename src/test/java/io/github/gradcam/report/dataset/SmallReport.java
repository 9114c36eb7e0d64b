package io.github.gradcam.report.dataset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reports with as little in them as a test needs. */
final class SmallReport {

  static final List<String> LABELS = List.of("sea", "street");
  static final ReportHead HEAD = new ReportHead("Report", "", "", "", "", List.of());

  private SmallReport() {}

  /** Of images without labels, groups or anything else. */
  static DataSetReport of(ReportImage... images) {
    return of(HEAD, LABELS, List.of(images), List.of());
  }

  static DataSetReport of(
      ReportHead head, List<String> labels, List<ReportImage> images, List<ReportGroup> groups) {
    return new DataSetReport(
        head, List.of(), null, labels, images, groups, null, List.of(), List.of(), List.of(),
        List.of());
  }

  static ReportImage image(String path, int label, int answer) {
    return image(path, label, answer, null, null);
  }

  static ReportImage image(
      String path, int label, int answer, @Nullable EvidenceMap map, @Nullable ThumbnailCell cell) {
    return new ReportImage(
        path, label, answer, 0.75f, "ok", Float.NaN, Float.NaN, null, map, cell, null);
  }

  static ReportGroup group(String id, List<TestedCause> causes, int... members) {
    return new ReportGroup(
        id,
        "heat at the border",
        GroupScope.answered(0),
        members.length,
        null,
        List.of(),
        Double.NaN,
        null,
        null,
        members,
        new int[0],
        members,
        new float[0],
        List.of(),
        causes);
  }

  static TestedCause cause(TestedCause.Verdict verdict) {
    return new TestedCause(
        TestedCause.Kind.COVER,
        "The border makes the answer.",
        "of the answers change",
        new Estimate(0.5, 0.4, 0.6),
        null,
        Double.NaN,
        verdict,
        "");
  }
}
