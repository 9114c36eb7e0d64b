package io.github.gradcam.batch.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PictureNamesTest {

  private static int bytes(String name) {
    return name.substring(name.lastIndexOf('/') + 1).getBytes(StandardCharsets.UTF_8).length;
  }

  @Test
  void shortNamesStayAsTheyAre() {
    assertThat(PictureNames.fitting("a/lake-glacier")).isEqualTo("a/lake-glacier");
    assertThat(PictureNames.fitting("x".repeat(200))).isEqualTo("x".repeat(200));
    assertThat(PictureNames.fitting("x".repeat(300) + "/b")).endsWith("x/b");
  }

  @Test
  void longNamesLeaveRoomForTheirEndings() {
    assertThat(bytes(PictureNames.fitting("photos/" + "x".repeat(251)))).isBetween(150, 200);
    assertThat(bytes(PictureNames.fitting("冰".repeat(85)))).isBetween(150, 200);
    assertThat(bytes(PictureNames.fitting("\ud83c\udf0a".repeat(60)))).isBetween(150, 200);
    assertThat(bytes(PictureNames.fitting("lake-" + "label".repeat(80)))).isBetween(150, 200);
    assertThat(PictureNames.fitting("photos/" + "x".repeat(251))).startsWith("photos/xxx");
  }

  @Test
  void longNamesThatDifferAtTheirEndsStayApart() {
    assertThat(PictureNames.fitting("x".repeat(250) + "1"))
        .isNotEqualTo(PictureNames.fitting("x".repeat(250) + "2"))
        .isEqualTo(PictureNames.fitting("x".repeat(250) + "1"));
  }
}
