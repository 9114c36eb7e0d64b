package io.github.gradcam.report.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PathSetTest {

  @Test
  void pathIsInTheSetOnce() {
    PathSet paths = new PathSet();
    assertThat(paths.contains("/a/雪.jpg")).isFalse();
    assertThat(paths.add("/a/雪.jpg")).isTrue();
    assertThat(paths.add("/a/雪.jpg")).isFalse();
    assertThat(paths.contains("/a/雪.jpg")).isTrue();
    assertThat(paths.contains("/a/雪.jpeg")).isFalse();
    assertThat(paths.size()).isEqualTo(1);
  }

  @Test
  void growingSetForgetsNothing() {
    PathSet paths = new PathSet();
    for (int i = 0; i < 100_000; i++) {
      assertThat(paths.add("/photos/" + i)).isTrue();
    }
    for (int i = 0; i < 100_000; i++) {
      assertThat(paths.contains("/photos/" + i)).isTrue();
      assertThat(paths.contains("/photos/-" + i)).isFalse();
    }
    assertThat(paths.size()).isEqualTo(100_000);
  }
}
