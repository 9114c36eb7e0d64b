package io.github.gradcam.video;

import io.github.gradcam.flow.Conveyor;
import io.github.gradcam.flow.Pipeline;
import io.github.gradcam.flow.StageClock;
import io.github.gradcam.flow.StageReport;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.video.media.FrameSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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
  private final Conveyor<FrameStage.Answered> answered = new Conveyor<>(1);
  private final Conveyor<ExplainedFrame> drawn;

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
   * @return how decode, network, draw and encode spent their time
   * @throws IOException if the source cannot be read on or the sink fails; frames before were given
   */
  public List<StageReport> run(Pipeline.Sink<ExplainedFrame> sink) throws IOException {
    StageClock encoding = new StageClock();
    Pipeline stages = new Pipeline("video");
    stages.source("decode", decoding::next, decoded);
    stages.batches("network", decoded, List.of(network), answered);
    stages.inOrder("draw", threads, answered, this::draw, drawn);
    stages.drain(
        drawn,
        frame -> {
          long start = System.nanoTime();
          sink.accept(frame);
          encoding.addSince(start);
        });
    List<StageReport> reports = new ArrayList<>(stages.reports());
    reports.add(new StageReport("encode", 1, reports.get(0).wall(), encoding.seconds(), 0, 0));
    return reports;
  }

  /** Ends the video after the frames that the network has begun with; from any thread. */
  public void stop() {
    decoded.cancel();
    decoding.stop();
  }

  private ExplainedFrame draw(FrameStage.Answered each) {
    RgbImage picture = drawing.draw(each.frame().image(), each.answer());
    return new ExplainedFrame(each.frame(), each.answer(), picture);
  }
}
