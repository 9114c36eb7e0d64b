package io.github.gradcam.batch.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TaskCountTest {

  @Test
  void fewImagesAreSharedAmongTheCoresButFillBatches() {
    assertThat(TaskCount.of(1, 2)).isEqualTo(1);
    assertThat(TaskCount.of(18, 2)).isEqualTo(2);
    assertThat(TaskCount.of(1000, 2)).isEqualTo(8);
  }

  @Test
  void aMillionMakesTasksOf512() {
    assertThat(TaskCount.of(1_000_000, 100)).isEqualTo(1954);
  }

  @Test
  void aBillionMakesNoMillionFiles() {
    assertThat(TaskCount.of(1_000_000_000, 1000)).isEqualTo(122_071);
  }
}
