package io.github.gradcam.benchmark.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.benchmark.parts.FigureClasses.Contrast;
import java.util.List;
import org.junit.jupiter.api.Test;

class FigureClassesTest {

  private static final int HEAD = 1;
  private static final int LEFT = 2;
  private static final int RIGHT = 4;
  private static final int FOOT = 8;
  private static final int BADGE = 16;

  /** The first has head and left in common with the second, right and foot with the third. */
  static final FigureClasses THREE =
      new FigureClasses(
          List.of(List.of(0, 0, 0, 0, 0), List.of(0, 0, 1, 1, 1), List.of(1, 1, 0, 0, 1)));

  @Test
  void classesInCommonAreToldPartByPart() {
    assertThat(THREE.common(0, 1)).isEqualTo(HEAD | LEFT);
    assertThat(THREE.common(0, 2)).isEqualTo(RIGHT | FOOT);
    assertThat(THREE.common(1, 2)).isEqualTo(BADGE);
    assertThat(THREE.labels()).containsExactly("00000", "00111", "11001");
  }

  @Test
  void badgeAloneOrOnePartOfEachPairTellsTheFirstClassFromTheOthers() {
    assertThat(THREE.minimalSufficient(0))
        .containsExactlyInAnyOrder(BADGE, HEAD | RIGHT, HEAD | FOOT, LEFT | RIGHT, LEFT | FOOT);
    assertThat(THREE.consistent(0, HEAD)).containsExactly(0, 1);
    assertThat(THREE.consistent(0, 0)).containsExactly(0, 1, 2);
  }

  @Test
  void contrastIsOfTwoClassesThatHaveOtherPartsInCommon() {
    assertThat(THREE.contrast(0)).contains(new Contrast(1, 2, HEAD | LEFT, RIGHT | FOOT));
    assertThat(THREE.contrast(1)).isEmpty();
  }

  @Test
  void drawnClassesHaveAtMostTwoPartsInCommonAndEachHasAContrast() {
    FigureClasses classes = FigureClasses.draw(16, 1);
    assertThat(classes.count()).isEqualTo(16);
    for (int i = 0; i < 16; i++) {
      assertThat(classes.contrast(i)).isPresent();
      for (int j = 0; j < i; j++) {
        assertThat(FigureClasses.size(classes.common(i, j))).isLessThanOrEqualTo(2);
      }
    }
    assertThat(FigureClasses.draw(16, 1)).isEqualTo(classes);
    assertThat(FigureClasses.draw(16, 2)).isNotEqualTo(classes);
  }

  @Test
  void moreClassesThanThereAreAreRefused() {
    // any two classes differ in three of five parts of four variants: 64 at most
    assertThatThrownBy(() -> FigureClasses.draw(65, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 65");
  }
}
