package io.github.gradcam.evaluate.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How much of a study fits into a time. */
class StudySizeTest {

  private static final StudySize.Costs COSTS = new StudySize.Costs(1000, 7000, 10, 70);

  @Test
  void whatFitsIsMeasuredAsItWasAskedFor() {
    StudySize wanted = new StudySize(20, 5, 2, true);
    // 2 x 7000 + 3 x 1000 + 15 x 10
    assertThat(wanted.passes(COSTS)).isEqualTo(17_150);
    assertThat(wanted.within(COSTS, 17_150)).isEqualTo(wanted);
  }

  @Test
  void checksGoToTheCheapMethodsWhereTheyWouldTakeTooMuchOfTheCostlyOnes() {
    StudySize size = new StudySize(100, 50, 10, true).within(COSTS, 10_000);
    // checks: 10 x 70; costly: (7000 - 700) / 1000; the rest: (10000 - 6700) / 10, more than wanted
    assertThat(size).isEqualTo(new StudySize(100, 6, 10, false));
    assertThat(size.passes(COSTS)).isEqualTo(700 + 6000 + 84 * 10).isLessThan(10_000);
    assertThat(size.isCostly(5)).isTrue();
    assertThat(size.isCostly(6)).isFalse();
    assertThat(size.isChecked(5)).isFalse();
    assertThat(size.isChecked(6)).isTrue();
    assertThat(size.isChecked(15)).isTrue();
    assertThat(size.isChecked(16)).isFalse();
  }

  @Test
  void checksStayWithAllMethodsWhereTheyFit() {
    StudySize size = new StudySize(1000, 500, 2, true).within(COSTS, 100_000);
    // checks: 2 x 7000; costly: (70000 - 14000) / 1000 more; the rest: (100000 - 70000) / 10
    assertThat(size).isEqualTo(new StudySize(1000, 58, 2, true));
    assertThat(size.isChecked(0)).isTrue();
    assertThat(size.isChecked(2)).isFalse();
  }

  @Test
  void oneImageIsMeasuredWithAllMethodsInAnyCase() {
    StudySize size = new StudySize(100, 50, 10, true).within(COSTS, 50);
    assertThat(size).isEqualTo(new StudySize(1, 1, 0, false));
  }
}
