package io.github.gradcam.video;

import io.github.gradcam.flow.Conveyor;
import io.github.gradcam.flow.StageClock;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.video.media.FrameSource;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Explains every frame of a video, in order. The stages overlap: decoding, the network on batches,
 * drawing, and what the sink does, which is encoding as a rule. The frames in memory are bounded.
 */
public final class VideoPipeline {

  private final DecodeStage decoding;
  private final FrameStage network;
  private final FrameDrawing drawing;
  private final int threads;
  private final Conveyor<DecodeStage.Decoded> decoded;
  private final Conveyor<Future<ExplainedFrame>> drawn;
  private final StageClock painting = new StageClock();
  private final StageClock encoding = new StageClock();

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
    this.decoding = new DecodeStage(source, shape);
    this.network = new FrameStage(analysis, shape.batch());
    this.drawing = drawing;
    this.threads = shape.threads();
    this.decoded = new Conveyor<>(shape.waiting());
    this.drawn = new Conveyor<>(shape.waiting());
  }

  /**
   * Explains the frames until the source ends or {@link #stop} is called; to be called once.
   *
   * @param sink gets each frame, in order, in the calling thread
   * @return how long it took
   * @throws IOException if the source cannot be read on or the sink fails; frames before were given
   */
  public PipelineTimes run(FrameSink sink) throws IOException {
    long start = System.nanoTime();
    ExecutorService stages = Executors.newFixedThreadPool(2, VideoPipeline::daemon);
    ExecutorService painters = Executors.newFixedThreadPool(threads, VideoPipeline::daemon);
    long frames = 0;
    try {
      stages.execute(() -> stage(decoded, () -> decoding.run(decoded)));
      stages.execute(
          () ->
              stage(
                  drawn,
                  () ->
                      network.run(decoded, each -> drawn.put(painters.submit(() -> draw(each))))));
      for (Future<ExplainedFrame> next = drawn.take(); next != null; next = drawn.take()) {
        encode(next, sink);
        frames++;
      }
    } catch (Conveyor.StageFailure e) {
      throw reason(e);
    } finally {
      decoded.cancel();
      drawn.cancel();
      end(stages);
      end(painters);
    }
    return times(frames, (System.nanoTime() - start) / 1e9);
  }

  /** Ends the video after the frames that the network has begun with; from any thread. */
  public void stop() {
    decoding.stop();
    decoded.cancel();
  }

  /** What one thread does all the time. */
  @FunctionalInterface
  private interface Stage {
    void run() throws Exception;
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

  private ExplainedFrame draw(AnsweredFrame each) {
    long start = System.nanoTime();
    RgbImage picture = drawing.draw(each.frame().image(), each.answer());
    painting.addSince(start);
    return new ExplainedFrame(each.frame(), each.answer(), picture);
  }

  private void encode(Future<ExplainedFrame> next, FrameSink sink) throws IOException {
    ExplainedFrame frame = await(next);
    long start = System.nanoTime();
    sink.accept(frame);
    encoding.addSince(start);
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

  private PipelineTimes times(long frames, double wall) {
    return new PipelineTimes(
        frames,
        wall,
        decoding.seconds(),
        network.seconds(),
        painting.seconds(),
        encoding.seconds());
  }

  private static IOException reason(Conveyor.StageFailure failure) {
    Throwable cause = failure.getCause();
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    } else if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof IOException known ? known : new IOException(cause);
  }

  /** Waits until nothing runs any more, for what the stages use may be closed after. */
  private static void end(ExecutorService threads) {
    threads.shutdown();
    boolean interrupted = false;
    while (!threads.isTerminated()) {
      try {
        threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "video-stage");
    thread.setDaemon(true);
    return thread;
  }
}
