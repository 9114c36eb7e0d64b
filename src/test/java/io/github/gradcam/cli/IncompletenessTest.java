package io.github.gradcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.report.ExplanationRecord;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IncompletenessTest {

  private static ExplanationRecord with(@Nullable Map<String, Double> measures) {
    return new ExplanationRecord(
        "a.jpg", 1, 1, null, null, null, null, null, null, null, null, null, measures, null, null);
  }

  private static ExplanationRecord gap(double gap) {
    return with(Map.of("completenessGap", gap));
  }

  @Test
  void gapsOfMoreThanFivePercentAreTold() {
    assertThat(Incompleteness.of(List.of(gap(0.02), gap(0.151), gap(0.08), with(null))))
        .contains(
            "Integrated Gradients: in 2 of 3 maps, the values miss the change of the score by more than 5 %, at most by 15 %; take more steps with --samples");
  }

  @Test
  void smallGapsAreNotWorthANote() {
    assertThat(Incompleteness.of(List.of(gap(0.05), with(Map.of("other", 1.0))))).isEmpty();
  }
}
