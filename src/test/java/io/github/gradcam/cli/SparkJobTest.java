package io.github.gradcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SparkJobTest {

  @Test
  void theVerbAndTheEngineAreAddedWhereTheyLack() {
    assertThat(SparkJob.arguments("photos", "--output", "out"))
        .containsExactly("batch", "photos", "--output", "out", "--engine", "spark");
  }

  @Test
  void whatTheLauncherPassesStaysAsItIs() {
    assertThat(SparkJob.arguments("batch", "photos", "--engine", "spark=local[2]"))
        .containsExactly("batch", "photos", "--engine", "spark=local[2]");
  }

  @Test
  void optionsMayComeBeforeTheVerb() {
    assertThat(SparkJob.arguments("-v", "batch", "photos", "--engine", "spark"))
        .containsExactly("-v", "batch", "photos", "--engine", "spark");
  }
}
