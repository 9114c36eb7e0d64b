package io.github.gradcam.video.media;

import org.bytedeco.ffmpeg.global.avutil;

/**
 * Gives each frame or packet of sound its time: strictly rising, whatever the file says. A jump
 * back, such as where two films were joined, begins a new count that goes on from here.
 */
final class RisingClock {

  private final long offset;
  private final long usualStep;
  private boolean begun;
  private long shift;
  private long last;
  private long next;

  /**
   * Begins.
   *
   * @param offset ticks from the source's own time 0 to the start of the video
   * @param usualStep ticks from one to the next where the file does not say; what goes back by less
   *     is no jump. 0 where it always says
   */
  RisingClock(long offset, long usualStep) {
    this.offset = offset;
    this.usualStep = usualStep;
  }

  /**
   * The time of the next one.
   *
   * @param stated its own time, which may be unknown
   * @param duration ticks, 0 if unknown
   * @return ticks since the start of the video
   */
  long time(long stated, long duration) {
    long time = stated == avutil.AV_NOPTS_VALUE ? next : stated + offset + shift;
    if (begun && time <= last) {
      time = after(time);
    }
    begun = true;
    last = time;
    next = time + (duration > 0 ? duration : usualStep);
    return time;
  }

  /** Another time for one that is not after the last. */
  private long after(long time) {
    if (last - time < usualStep) {
      return last + 1;
    }
    long later = Math.max(next, last + 1);
    shift += later - time;
    return later;
  }

  /** After a jump that was asked for: times may be earlier than before. */
  void restart() {
    begun = false;
    shift = 0;
  }

  /** When the last one ends, ticks. */
  long end() {
    return next;
  }
}
