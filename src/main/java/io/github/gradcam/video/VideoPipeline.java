package io.github.gradcam.video;

import io.github.gradcam.image.Resize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Explains every frame of a video, in order. The stages overlap: decoding, the network on batches,
 * drawing, and what the sink does, which is encoding as a rule. The frames in memory are bounded.
 */
public final class VideoPipeline {

  /** A frame before the network; without input if those around it speak for it. */
  private record Pending(VideoFrame frame, @Nullable KeyFrame key) {}

  private final FrameSource source;
  private final FrameAnalysis analysis;
  private final FrameDrawing drawing;
  private final PipelineShape shape;
  private final Conveyor<Pending> decoded;
  private final Conveyor<Future<ExplainedFrame>> drawn;
  private final PipelineTimes.Clock decoding = new PipelineTimes.Clock();
  private final PipelineTimes.Clock network = new PipelineTimes.Clock();
  private final PipelineTimes.Clock painting = new PipelineTimes.Clock();
  private final PipelineTimes.Clock encoding = new PipelineTimes.Clock();
  private volatile boolean stopped;

  /**
   * Prepares; nothing runs yet.
   *
   * @param source of the frames; stays the caller's to close
   * @param analysis what is asked of the network
   * @param drawing what is shown
   * @param shape how much is done at once
   */
  public VideoPipeline(
      FrameSource source, FrameAnalysis analysis, FrameDrawing drawing, PipelineShape shape) {
    this.source = source;
    this.analysis = analysis;
    this.drawing = drawing;
    this.shape = shape;
    this.decoded = new Conveyor<>(shape.waiting());
    this.drawn = new Conveyor<>(shape.waiting());
  }

  /**
   * Explains the frames until the source ends or {@link #stop} is called.
   *
   * @param sink gets each frame, in order, in the calling thread
   * @return how long it took
   * @throws IOException if the source cannot be read on or the sink fails; frames before were given
   */
  public PipelineTimes run(FrameSink sink) throws IOException {
    long start = System.nanoTime();
    ExecutorService stages = Executors.newFixedThreadPool(2, VideoPipeline::daemon);
    ExecutorService painters = Executors.newFixedThreadPool(shape.threads(), VideoPipeline::daemon);
    long frames = 0;
    try {
      stages.submit(() -> stage(decoded, this::decode));
      stages.submit(() -> stage(drawn, () -> explain(painters)));
      for (Future<ExplainedFrame> next = drawn.take(); next != null; next = drawn.take()) {
        ExplainedFrame frame = await(next);
        encoding.time(
            () -> {
              sink.accept(frame);
              return frames(1);
            });
        frames++;
      }
    } catch (Conveyor.StageFailure e) {
      throw rethrown(e.getCause());
    } finally {
      decoded.cancel();
      drawn.cancel();
      end(stages);
      end(painters);
    }
    return new PipelineTimes(
        frames,
        (System.nanoTime() - start) / 1e9,
        decoding.seconds(),
        network.seconds(),
        painting.seconds(),
        encoding.seconds());
  }

  /** Ends the video after the frames that are on their way; from any thread. */
  public void stop() {
    stopped = true;
  }

  private static int frames(int count) {
    return count;
  }

  /** Runs a stage, and tells the next one how it ended. */
  private static void stage(Conveyor<?> next, Stage stage) {
    try {
      stage.run();
      next.end(null);
    } catch (Conveyor.StageFailure e) {
      next.end(e.getCause());
    } catch (Exception | Error e) {
      next.end(e);
    }
  }

  /** What one thread does all the time. */
  @FunctionalInterface
  private interface Stage {
    void run() throws Exception;
  }

  private void decode() throws VideoException {
    CutDetector cuts = new CutDetector();
    boolean room = true;
    while (room && !stopped) {
      Pending next = decoding.time(() -> pending(source.next(), cuts));
      if (next == null) {
        return;
      }
      room = decoded.put(next);
    }
  }

  private @Nullable Pending pending(@Nullable VideoFrame frame, CutDetector cuts) {
    if (frame == null) {
      return null;
    }
    boolean cut = cuts.isCut(frame.image());
    boolean key = cut || frame.number() % shape.every() == 0;
    return new Pending(frame, key ? key(frame, cut) : null);
  }

  private KeyFrame key(VideoFrame frame, boolean cut) {
    int size = shape.inputSize();
    return new KeyFrame(
        frame.seconds(), Resize.bilinear(frame.image(), size, size).pixels(), cut);
  }

  private void explain(ExecutorService painters) {
    Between between = new Between();
    List<Pending> group = new ArrayList<>();
    int keys = 0;
    boolean room = true;
    for (Pending next = decoded.take(); next != null && room; next = decoded.take()) {
      group.add(next);
      keys += next.key() == null ? 0 : 1;
      if (keys == shape.batch()) {
        room = hand(answered(group, between), painters);
        keys = 0;
      }
    }
    if (room && hand(answered(group, between), painters)) {
      hand(between.rest(), painters);
    }
  }

  /** The frames of a group that have an answer now; the group is empty after. */
  private List<Between.Answered> answered(List<Pending> group, Between between) {
    List<KeyFrame> keys = new ArrayList<>();
    for (Pending pending : group) {
      if (pending.key() != null) {
        keys.add(pending.key());
      }
    }
    List<FrameAnswer> answers =
        keys.isEmpty() ? List.of() : network.time(() -> analysis.explain(keys));
    List<Between.Answered> ready = new ArrayList<>();
    int next = 0;
    for (Pending pending : group) {
      ready.addAll(
          pending.key() == null
              ? between.wait(pending.frame())
              : between.answer(pending.frame(), answers.get(next++)));
    }
    group.clear();
    return ready;
  }

  private boolean hand(List<Between.Answered> frames, ExecutorService painters) {
    for (Between.Answered each : frames) {
      if (!drawn.put(painters.submit(() -> draw(each)))) {
        return false;
      }
    }
    return true;
  }

  private ExplainedFrame draw(Between.Answered each) {
    return painting.time(
        () ->
            new ExplainedFrame(
                each.frame(), each.answer(), drawing.draw(each.frame().image(), each.answer())));
  }

  private static ExplainedFrame await(Future<ExplainedFrame> frame) {
    try {
      return frame.get();
    } catch (ExecutionException e) {
      throw new Conveyor.StageFailure(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while explaining a video");
    }
  }

  private static IOException rethrown(Throwable cause) {
    if (cause instanceof IOException failure) {
      return failure;
    } else if (cause instanceof RuntimeException failure) {
      throw failure;
    } else if (cause instanceof Error failure) {
      throw failure;
    }
    return new IOException(cause);
  }

  /** The stages see that nobody takes what they make; native memory must not be freed before. */
  private static void end(ExecutorService threads) {
    threads.shutdown();
    boolean done = false;
    while (!done) {
      try {
        done = threads.awaitTermination(1, java.util.concurrent.TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "video-stage");
    thread.setDaemon(true);
    return thread;
  }
}
