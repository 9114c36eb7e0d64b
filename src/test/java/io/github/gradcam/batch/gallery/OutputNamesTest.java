package io.github.gradcam.batch.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutputNamesTest {

  private static int bytes(String name) {
    return name.substring(name.lastIndexOf('/') + 1).getBytes(StandardCharsets.UTF_8).length;
  }

  @Test
  void shortNamesStayAsTheyAre() {
    assertThat(OutputNames.fitting("a/lake-glacier")).isEqualTo("a/lake-glacier");
    assertThat(OutputNames.fitting("x".repeat(200))).isEqualTo("x".repeat(200));
    assertThat(OutputNames.fitting("x".repeat(300) + "/b")).endsWith("x/b");
  }

  @Test
  void longNamesLeaveRoomForTheirEndings() {
    assertThat(bytes(OutputNames.fitting("photos/" + "x".repeat(251)))).isBetween(150, 200);
    assertThat(bytes(OutputNames.fitting("冰".repeat(85)))).isBetween(150, 200);
    assertThat(bytes(OutputNames.fitting("\ud83c\udf0a".repeat(60)))).isBetween(150, 200);
    assertThat(bytes(OutputNames.fitting("lake-" + "label".repeat(80)))).isBetween(150, 200);
    assertThat(OutputNames.fitting("photos/" + "x".repeat(251))).startsWith("photos/xxx");
  }

  @Test
  void longNamesThatDifferAtTheirEndsStayApart() {
    assertThat(OutputNames.fitting("x".repeat(250) + "1"))
        .isNotEqualTo(OutputNames.fitting("x".repeat(250) + "2"))
        .isEqualTo(OutputNames.fitting("x".repeat(250) + "1"));
  }
}
