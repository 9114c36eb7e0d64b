package io.github.gradcam.video.media;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/** Gives each frame its time: strictly rising, whatever the file says. */
final class FrameClock {

  private final Ratio base;
  private final long start;
  private final long usualStep;
  private boolean begun;
  private long shift;
  private long last;
  private long next;

  /**
   * Begins.
   *
   * @param format of the video
   * @param startMicroseconds when its earliest stream begins
   */
  FrameClock(VideoFormat format, long startMicroseconds) {
    this.base = format.timeBase();
    this.start = Ffmpeg.rescale(startMicroseconds, Ratio.MICROSECONDS, base);
    this.usualStep = format.ticksAFrame();
  }

  /** Ticks of the time base since the earliest stream began. */
  long timestamp(AVFrame frame) {
    long stated = frame.best_effort_timestamp();
    long time = stated == avutil.AV_NOPTS_VALUE ? next : stated - start + shift;
    if (begun && time <= last) {
      time = after(time);
    }
    begun = true;
    last = time;
    next = time + (frame.duration() > 0 ? frame.duration() : usualStep);
    return time;
  }

  /**
   * Another time for one that is not after the last. A jump back, such as where two films were
   * joined, begins a new count that goes on from here.
   */
  private long after(long time) {
    if (last - time < usualStep) {
      return last + 1;
    }
    shift += next - time;
    return next;
  }

  /** After a jump: times may be earlier than before. */
  void restart() {
    begun = false;
    shift = 0;
  }

  double seconds(long timestamp) {
    return timestamp * base.value();
  }

  /** When the last frame ends, ticks. */
  long end() {
    return next;
  }
}
