package io.github.gradcam.video;

import io.github.gradcam.flow.Pipeline;
import io.github.gradcam.video.DecodeStage.Decoded;
import io.github.gradcam.video.media.VideoFrame;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs the network on batches of frames; those between get an answer from their neighbours. */
final class FrameStage implements Pipeline.Batches<Decoded, FrameStage.Answered> {

  private final FrameAnalysis analysis;
  private final int batchSize;
  private final List<VideoFrame> waiting = new ArrayList<>();
  private @Nullable Answered last;

  /**
   * Begins before the first frame.
   *
   * @param analysis what is asked
   * @param batchSize frames a run of the network
   */
  FrameStage(FrameAnalysis analysis, int batchSize) {
    this.analysis = analysis;
    this.batchSize = batchSize;
  }

  @Override
  public boolean isFull(List<Decoded> batch) {
    return batch.stream().filter(each -> each.key() != null).count() == batchSize;
  }

  /** The frames of the batch, but those after its last answer. */
  @Override
  public List<Answered> apply(List<Decoded> batch) {
    List<KeyFrame> keys = batch.stream().map(Decoded::key).filter(Objects::nonNull).toList();
    Iterator<FrameAnswer> answers = analysis.explain(keys).iterator();
    List<Answered> ready = new ArrayList<>();
    for (Decoded decoded : batch) {
      if (decoded.key() == null) {
        waiting.add(decoded.frame());
      } else {
        add(decoded.frame(), answers.next(), ready);
      }
    }
    return ready;
  }

  /** Adds those that waited for this answer, and the frame that it is for. */
  private void add(VideoFrame frame, FrameAnswer answer, List<Answered> ready) {
    Answered earlier = Objects.requireNonNullElse(last, new Answered(frame, answer));
    double start = earlier.frame().seconds();
    double whole = frame.seconds() - start;
    for (VideoFrame each : waiting) {
      double share = whole > 0 ? (each.seconds() - start) / whole : 0;
      ready.add(new Answered(each, FrameAnalysis.between(earlier.answer(), answer, share)));
    }
    waiting.clear();
    last = new Answered(frame, answer);
    ready.add(last);
  }

  /** The frames after the last answer, which holds for them. */
  @Override
  public List<Answered> rest() {
    List<Answered> ready = new ArrayList<>();
    Answered earlier = last;
    if (earlier != null) {
      FrameAnswer held = FrameAnalysis.between(earlier.answer(), earlier.answer(), 0);
      waiting.forEach(each -> ready.add(new Answered(each, held)));
    }
    return ready;
  }

  /** A frame and what the network says of it, not drawn yet. */
  record Answered(VideoFrame frame, FrameAnswer answer) {}
}
