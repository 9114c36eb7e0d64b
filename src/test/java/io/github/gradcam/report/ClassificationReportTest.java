package io.github.gradcam.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassificationReportTest {

  @Test
  void tableHasTheColumnsOfScikitLearn() {
    String text =
        ClassificationReport.text(
            List.of(
                new ClassificationReport.Row("cat", 1.0, 2.0 / 3, 0.8, 3),
                new ClassificationReport.Row("dog", 0.5, 0.5, 0.5, 2),
                new ClassificationReport.Row("fox", null, null, null, 0)),
            0.6,
            List.of(
                new ClassificationReport.Row("macro avg", 0.75, 0.5833, 0.65, 5),
                new ClassificationReport.Row("weighted avg", 0.8, 0.6, 0.68, 5)));
    assertThat(text.lines())
        .containsExactly(
            // as classification_report(..., digits=3) lays it out
            "              precision    recall  f1-score   support",
            "",
            "         cat      1.000     0.667     0.800         3",
            "         dog      0.500     0.500     0.500         2",
            "         fox          -         -         -         0",
            "",
            "    accuracy                          0.600         5",
            "   macro avg      0.750     0.583     0.650         5",
            "weighted avg      0.800     0.600     0.680         5");
  }

  @Test
  void confusionColumnsAreAsWideAsTheirWidestEntry() {
    String text =
        ConfusionTable.text(List.of("cat", "crocodile"), new long[][] {{12345, 1}, {0, 7}});
    assertThat(text.lines())
        .containsExactly(
            "actual \\ predicted    cat  crocodile",
            "               cat  12345          1",
            "         crocodile      0          7");
  }

  @Test
  void matrixOfAnotherSizeThanTheLabelsIsAnError() {
    assertThatThrownBy(() -> ConfusionTable.text(List.of("cat", "dog"), new long[][] {{1}}))
        .hasMessage("Expected a row of counts for each of 2 labels, found 1 rows");
    assertThatThrownBy(() -> ConfusionTable.text(List.of("cat"), new long[][] {{1, 2}}))
        .hasMessage("Expected 1 counts in each row, found 2");
  }
}
