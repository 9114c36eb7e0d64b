package io.github.gradcam.video.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.Test;

/** Time goes on, whatever packets and frames say. */
class RisingClockTest {

  @Test
  void timesAreShiftedByTheOffset() {
    RisingClock clock = new RisingClock(-100, 0);
    assertThat(clock.time(100, 10)).isZero();
    assertThat(clock.time(110, 10)).isEqualTo(10);
    assertThat(clock.time(150, 10)).isEqualTo(50);
  }

  @Test
  void joinedFilmGoesOnWhereTheFirstEnds() {
    RisingClock clock = new RisingClock(0, 0);
    assertThat(clock.time(0, 10)).isZero();
    assertThat(clock.time(10, 10)).isEqualTo(10);
    assertThat(clock.time(0, 10)).isEqualTo(20);
    assertThat(clock.time(10, 10)).isEqualTo(30);
    assertThat(clock.time(0, 10)).isEqualTo(40);
  }

  @Test
  void packetWithoutTimeFollowsTheOneBefore() {
    RisingClock clock = new RisingClock(5, 0);
    assertThat(clock.time(0, 10)).isEqualTo(5);
    assertThat(clock.time(avutil.AV_NOPTS_VALUE, 10)).isEqualTo(15);
    assertThat(clock.time(20, 10)).isEqualTo(25);
  }

  @Test
  void twoPacketsNeverHaveTheSameTime() {
    RisingClock clock = new RisingClock(0, 0);
    assertThat(clock.time(7, 0)).isEqualTo(7);
    assertThat(clock.time(7, 0)).isEqualTo(8);
  }

  @Test
  void frameThatGoesBackByLessThanAFrameIsNoJump() {
    RisingClock clock = new RisingClock(0, 10);
    assertThat(clock.time(0, 0)).isZero();
    assertThat(clock.time(10, 0)).isEqualTo(10);
    assertThat(clock.time(5, 0)).isEqualTo(11);
    assertThat(clock.time(20, 0)).isEqualTo(20);
    assertThat(clock.end()).isEqualTo(30);
    assertThat(clock.time(0, 0)).isEqualTo(30);
    assertThat(clock.time(10, 0)).isEqualTo(40);
  }

  @Test
  void afterARestartTimesMayBeEarlier() {
    RisingClock clock = new RisingClock(-100, 10);
    assertThat(clock.time(200, 0)).isEqualTo(100);
    clock.restart();
    assertThat(clock.time(150, 0)).isEqualTo(50);
  }
}
