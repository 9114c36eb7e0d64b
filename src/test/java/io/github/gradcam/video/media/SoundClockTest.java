package io.github.gradcam.video.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.Test;

/** Sound goes on counting, whatever its packets say. */
class SoundClockTest {

  @Test
  void timesAreShiftedByTheOffset() {
    SoundClock clock = new SoundClock(-100);
    assertThat(clock.time(100, 10)).isZero();
    assertThat(clock.time(110, 10)).isEqualTo(10);
    assertThat(clock.time(150, 10)).isEqualTo(50);
  }

  @Test
  void joinedFilmGoesOnWhereTheFirstEnds() {
    SoundClock clock = new SoundClock(0);
    assertThat(clock.time(0, 10)).isZero();
    assertThat(clock.time(10, 10)).isEqualTo(10);
    assertThat(clock.time(0, 10)).isEqualTo(20);
    assertThat(clock.time(10, 10)).isEqualTo(30);
    assertThat(clock.time(0, 10)).isEqualTo(40);
  }

  @Test
  void packetWithoutTimeFollowsTheOneBefore() {
    SoundClock clock = new SoundClock(5);
    assertThat(clock.time(0, 10)).isEqualTo(5);
    assertThat(clock.time(avutil.AV_NOPTS_VALUE, 10)).isEqualTo(15);
    assertThat(clock.time(20, 10)).isEqualTo(25);
  }

  @Test
  void twoPacketsNeverHaveTheSameTime() {
    SoundClock clock = new SoundClock(0);
    assertThat(clock.time(7, 0)).isEqualTo(7);
    assertThat(clock.time(7, 0)).isEqualTo(8);
  }
}
