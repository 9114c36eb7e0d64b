package io.github.gradcam.video;

import io.github.gradcam.flow.Conveyor;
import io.github.gradcam.flow.StageClock;
import io.github.gradcam.video.DecodeStage.Decoded;
import io.github.gradcam.video.media.VideoFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Runs the network on batches of frames; those between get an answer from their neighbours. */
final class FrameStage {

  private final FrameAnalysis analysis;
  private final int batch;
  private final StageClock clock = new StageClock();
  private final List<Decoded> group = new ArrayList<>();
  private final List<VideoFrame> waiting = new ArrayList<>();
  private @Nullable AnsweredFrame last;

  /**
   * Begins before the first frame.
   *
   * @param analysis what is asked
   * @param batch frames a run of the network
   */
  FrameStage(FrameAnalysis analysis, int batch) {
    this.analysis = analysis;
    this.batch = batch;
  }

  /**
   * Answers until no more frames come or {@code out} takes no more.
   *
   * @throws Conveyor.StageFailure if the frames end by a failure; those before were answered
   */
  void run(Conveyor<Decoded> in, Predicate<AnsweredFrame> out) {
    boolean room;
    try {
      room = batches(in, out);
    } catch (Conveyor.StageFailure e) {
      end(out);
      throw e;
    }
    if (room) {
      end(out);
    }
  }

  /** Answers whole batches; false if {@code out} takes no more. */
  private boolean batches(Conveyor<Decoded> in, Predicate<AnsweredFrame> out) {
    int keys = 0;
    for (Decoded next = in.take(); next != null; next = in.take()) {
      group.add(next);
      keys += next.key() == null ? 0 : 1;
      if (keys == batch) {
        keys = 0;
        if (!hand(answered(), out)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Answers the frames after the last whole batch. */
  private void end(Predicate<AnsweredFrame> out) {
    List<AnsweredFrame> frames = answered();
    frames.addAll(rest());
    hand(frames, out);
  }

  private static boolean hand(List<AnsweredFrame> frames, Predicate<AnsweredFrame> out) {
    for (AnsweredFrame frame : frames) {
      if (!out.test(frame)) {
        return false;
      }
    }
    return true;
  }

  double seconds() {
    return clock.seconds();
  }

  /** The frames of the group, but those after the last answer; the group is empty after. */
  private List<AnsweredFrame> answered() {
    List<KeyFrame> keys = new ArrayList<>();
    for (Decoded decoded : group) {
      if (decoded.key() != null) {
        keys.add(decoded.key());
      }
    }
    long start = System.nanoTime();
    List<FrameAnswer> answers = analysis.explain(keys);
    clock.addSince(start);
    List<AnsweredFrame> ready = new ArrayList<>();
    int next = 0;
    for (Decoded decoded : group) {
      if (decoded.key() == null) {
        waiting.add(decoded.frame());
      } else {
        add(decoded.frame(), answers.get(next++), ready);
      }
    }
    group.clear();
    return ready;
  }

  /** Adds those that waited for this answer, and the frame that it is for. */
  private void add(VideoFrame frame, FrameAnswer answer, List<AnsweredFrame> ready) {
    AnsweredFrame earlier = Objects.requireNonNullElse(last, new AnsweredFrame(frame, answer));
    double start = earlier.frame().seconds();
    double whole = frame.seconds() - start;
    for (VideoFrame each : waiting) {
      double share = whole > 0 ? (each.seconds() - start) / whole : 0;
      ready.add(new AnsweredFrame(each, FrameAnalysis.between(earlier.answer(), answer, share)));
    }
    waiting.clear();
    last = new AnsweredFrame(frame, answer);
    ready.add(last);
  }

  /** The frames after the last answer, which holds for them. */
  private List<AnsweredFrame> rest() {
    List<AnsweredFrame> ready = new ArrayList<>();
    AnsweredFrame earlier = last;
    if (earlier != null) {
      FrameAnswer held = FrameAnalysis.between(earlier.answer(), earlier.answer(), 0);
      waiting.forEach(each -> ready.add(new AnsweredFrame(each, held)));
    }
    return ready;
  }
}
