package io.github.gradcam.video;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives frames that the network does not look at an answer from those around them. */
final class Between {

  /** A frame and what is shown of it. */
  record Answered(VideoFrame frame, FrameAnswer answer) {}

  private final List<VideoFrame> waiting = new ArrayList<>();
  private @Nullable Answered last;

  /** A frame that waits for the next answer; gives none, for now. */
  List<Answered> wait(VideoFrame frame) {
    waiting.add(frame);
    return List.of();
  }

  /** A frame with an answer of its own; gives those that waited, and it. */
  List<Answered> answer(VideoFrame frame, FrameAnswer answer) {
    Answered next = new Answered(frame, answer);
    Answered earlier = last == null ? next : last;
    List<Answered> ready = new ArrayList<>();
    for (VideoFrame each : waiting) {
      double whole = frame.seconds() - earlier.frame.seconds();
      double share = whole > 0 ? (each.seconds() - earlier.frame.seconds()) / whole : 0;
      ready.add(
          new Answered(each, FrameAnalysis.between(earlier.answer, answer, share)));
    }
    waiting.clear();
    ready.add(next);
    last = next;
    return ready;
  }

  /** The frames after the last answer, which holds for them. */
  List<Answered> rest() {
    Answered earlier = last;
    List<Answered> ready = new ArrayList<>();
    if (earlier != null) {
      for (VideoFrame each : waiting) {
        ready.add(
            new Answered(
                each, FrameAnalysis.between(earlier.answer, earlier.answer, 0)));
      }
    }
    waiting.clear();
    return ready;
  }
}
