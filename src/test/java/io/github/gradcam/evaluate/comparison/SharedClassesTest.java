package io.github.gradcam.evaluate.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SharedClassesTest {

  private static final SharedClasses TURNED =
      SharedClasses.of(List.of("x", "y", "z"), List.of("z", "x", "y"));

  @Test
  void classesAreMatchedByNameInAnyOrder() {
    assertThat(List.of(TURNED.ofB(0), TURNED.ofB(1), TURNED.ofB(2))).containsExactly(1, 2, 0);
  }

  /** (|0.7 - 0.3| + |0.2 - 0.2| + |0.1 - 0.5|) / 2. */
  @Test
  void distanceIsHalfTheSumOfDifferencesOfMatchedClasses() {
    double distance =
        TURNED.distance(new float[] {0.7f, 0.2f, 0.1f}, new float[] {0.5f, 0.3f, 0.2f});
    assertThat(distance).isCloseTo(0.4, within(1e-6));
    assertThat(TURNED.distance(new float[] {1, 0, 0}, new float[] {1, 0, 0})).isEqualTo(1);
    assertThat(TURNED.distance(new float[] {1, 0, 0}, new float[] {0, 1, 0})).isZero();
  }

  @Test
  void secondClassOfANameIsTheSecondOfTheOther() {
    SharedClasses cranes =
        SharedClasses.of(List.of("crane", "sea", "crane"), List.of("sea", "crane", "crane"));
    assertThat(List.of(cranes.ofB(0), cranes.ofB(1), cranes.ofB(2))).containsExactly(1, 0, 2);
  }

  @Test
  void otherClassesAreRefusedWithTheirNames() {
    assertThatThrownBy(() -> SharedClasses.of(List.of("sea", "street"), List.of("sea", "0", "1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Expected models with the same classes, found 2 classes in A and 3 in B: only in A (street); only in B (0, 1); --labels names the classes of a model that does not say them");
    assertThatThrownBy(() -> SharedClasses.of(List.of("crane", "crane"), List.of("crane")))
        .hasMessageContaining("only in A (crane, number 2); only in B none");
    assertThatThrownBy(
            () -> SharedClasses.of(List.of(), List.of("a", "b", "c", "d", "e", "f", "g")))
        .hasMessageContaining("only in B (a, b, c, d, e) and 2 more");
  }
}
