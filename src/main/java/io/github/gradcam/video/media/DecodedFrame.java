package io.github.gradcam.video.media;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/** A frame as it was decoded, in the decoder's own format; its pixels are not converted yet. */
final class DecodedFrame implements AutoCloseable {

  private final AVFrame frame;
  private final long number;
  private final long timestamp;
  private final double seconds;
  private boolean closed;

  /** Takes over what the frame refers to. */
  DecodedFrame(AVFrame decoded, long number, long timestamp, double seconds) {
    this.frame = avutil.av_frame_alloc();
    avutil.av_frame_move_ref(frame, decoded);
    this.number = number;
    this.timestamp = timestamp;
    this.seconds = seconds;
  }

  AVFrame frame() {
    return frame;
  }

  long number() {
    return number;
  }

  long timestamp() {
    return timestamp;
  }

  double seconds() {
    return seconds;
  }

  /** Releases the frame; safe to call twice. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      avutil.av_frame_free(frame);
    }
  }
}
