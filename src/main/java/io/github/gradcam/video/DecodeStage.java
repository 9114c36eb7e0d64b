package io.github.gradcam.video;

import io.github.gradcam.flow.Conveyor;
import io.github.gradcam.flow.StageClock;
import io.github.gradcam.video.media.FrameSource;
import io.github.gradcam.video.media.VideoException;
import io.github.gradcam.video.media.VideoFrame;
import org.jspecify.annotations.Nullable;

/** Reads frames and prepares those that the network looks at: every so many, and at cuts. */
final class DecodeStage {

  /** A frame before the network; without a key if those around it speak for it. */
  record Decoded(VideoFrame frame, @Nullable KeyFrame key) {}

  private final FrameSource source;
  private final PipelineShape shape;
  private final StageClock clock = new StageClock();
  private final CutDetector cuts = new CutDetector();
  private volatile boolean stopped;

  DecodeStage(FrameSource source, PipelineShape shape) {
    this.source = source;
    this.shape = shape;
  }

  /** Reads until the source ends, it is stopped, or nobody takes more. */
  void run(Conveyor<Decoded> out) throws VideoException {
    boolean room = true;
    while (room && !stopped) {
      long start = System.nanoTime();
      Decoded next = decode();
      clock.addSince(start);
      if (next == null) {
        return;
      }
      room = out.put(next);
    }
  }

  /** Reads no more; from any thread. */
  void stop() {
    stopped = true;
    source.interrupt();
  }

  double seconds() {
    return clock.seconds();
  }

  private @Nullable Decoded decode() throws VideoException {
    VideoFrame frame = source.next();
    if (frame == null) {
      return null;
    }
    boolean cut = cuts.isCut(frame.image());
    boolean key = cut || frame.number() % shape.every() == 0;
    return new Decoded(
        frame, key ? KeyFrame.of(frame.image(), shape.inputSize(), frame.seconds(), cut) : null);
  }
}
