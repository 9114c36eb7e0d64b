package io.github.gradcam.video;

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
  private final CutDetector cuts = new CutDetector();

  DecodeStage(FrameSource source, PipelineShape shape) {
    this.source = source;
    this.shape = shape;
  }

  /** Reads no more; from any thread. */
  void stop() {
    source.interrupt();
  }

  /** The next frame; null at the end. */
  @Nullable Decoded next() throws VideoException {
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
