package io.github.gradcam.video.media;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Gives each packet of sound its time: strictly rising, whatever the file says, as where films were
 * joined.
 */
final class SoundClock {

  private long shift;
  private boolean begun;
  private long last;
  private long next;

  /**
   * Begins.
   *
   * @param offset ticks of the source from its own time 0 to the start of the video
   */
  SoundClock(long offset) {
    this.shift = offset;
  }

  /** Ticks since the start of the video. */
  long time(AVPacket packet) {
    return time(packet.pts(), packet.duration());
  }

  /** The same of a packet's own time, which may be unknown, and its duration, 0 if unknown. */
  long time(long stated, long duration) {
    long time = stated == avutil.AV_NOPTS_VALUE ? next : stated + shift;
    if (begun && time <= last) {
      long later = Math.max(next, last + 1);
      shift += later - time;
      time = later;
    }
    begun = true;
    last = time;
    next = time + Math.max(0, duration);
    return time;
  }
}
