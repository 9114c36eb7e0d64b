package io.github.gradcam.report.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassKeysTest {

  @Test
  void laterClassOfANameGetsItsIndex() {
    assertThat(ClassKeys.of(List.of("crane", "maillot", "crane", "crane")))
        .containsExactly("crane", "maillot", "crane (2)", "crane (3)");
  }

  @Test
  void differentNamesStay() {
    assertThat(ClassKeys.of(List.of("sea", "Sea", "", "a=b,c")))
        .containsExactly("sea", "Sea", "", "a=b,c");
    assertThat(ClassKeys.of(List.of())).isEmpty();
  }

  @Test
  void nameThatLooksLikeAKeyKeepsItsOwn() {
    assertThat(ClassKeys.of(List.of("crane", "crane", "crane (1)", "crane (1)")))
        .containsExactly("crane", "crane (1) (1)", "crane (1)", "crane (1) (3)");
  }
}
