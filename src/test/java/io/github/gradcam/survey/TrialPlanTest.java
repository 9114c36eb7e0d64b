package io.github.gradcam.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.explain.map.KeptEvidence;
import io.github.gradcam.report.dataset.GroupScope;
import io.github.gradcam.report.dataset.ReportImage;
import io.github.gradcam.report.results.ImageRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;

class TrialPlanTest {

  private static final List<String> LABELS = List.of("crane", "wall");
  private static final SurveySettings SETTINGS = new SurveySettings(1000, 16, 1);

  /** 100 answered crane, of which the first {@code wrong} are labelled wall, and 40 wall. */
  private static RowSample sample(int wrong) throws IOException {
    List<ImageRow> rows = new ArrayList<>();
    for (int i = 0; i < 140; i++) {
      int answer = i < 100 ? 0 : 1;
      String label = i < wrong || i >= 100 ? "wall" : "crane";
      Binary evidence = Binary.fromConstantByteArray(KeptEvidence.pack(new float[] {1, i}));
      rows.add(
          Rows.answered(
              "/%03d.jpg".formatted(i),
              8,
              label,
              answer,
              LABELS.get(answer),
              0.9f,
              Map.of(),
              null,
              evidence));
    }
    return RowSample.read(rows::stream, LABELS, SETTINGS);
  }

  private static FoundGroup group(String id, int from, int to, boolean minority) {
    return new FoundGroup(
        id,
        new GroupScope(GroupScope.Kind.ANSWER, ReportImage.UNKNOWN, 0),
        IntStream.range(from, to).toArray(),
        new float[to - from],
        1,
        minority);
  }

  @Test
  void twoSuspectsOfOneClassAreNotComparedWithEachOther() throws IOException {
    List<FoundGroup> groups =
        List.of(group("a", 0, 20, true), group("b", 20, 40, true), group("c", 40, 100, false));
    Map<String, TrialPlan.Trial> trials = TrialPlan.of(sample(40), groups, SETTINGS);
    int[] third = IntStream.range(40, 100).toArray();
    assertThat(trials).containsOnlyKeys("a", "b");
    assertThat(trials.get("a").usual()).containsExactly(third);
    assertThat(trials.get("b").usual()).containsExactly(third);
    assertThat(trials.get("b").ordinary()).hasSize(32).doesNotHaveDuplicates();
    assertThat(third).contains(trials.get("b").ordinary());
  }

  @Test
  void theSuspectsWithFewestErrorsStayWhereTooFewImagesWouldRemain() throws IOException {
    List<FoundGroup> groups =
        List.of(group("a", 0, 40, true), group("b", 40, 75, true), group("c", 75, 100, true));
    Map<String, TrialPlan.Trial> trials = TrialPlan.of(sample(60), groups, SETTINGS);
    int[] last = IntStream.range(75, 100).toArray(); // without c nothing would remain
    assertThat(trials.get("a").usual()).containsExactly(last);
    assertThat(trials.get("b").usual()).containsExactly(last);
    assertThat(trials.get("c").usual()).containsExactly(IntStream.range(40, 75).toArray());
  }
}
