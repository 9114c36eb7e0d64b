package io.github.gradcam.batch;

import io.github.gradcam.batch.ImageOutcome.Done;
import io.github.gradcam.batch.ImageOutcome.Failed;
import io.github.gradcam.batch.input.FailureText;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.NetworkStage;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.flow.Conveyor;
import io.github.gradcam.flow.Pipeline;
import io.github.gradcam.flow.StageReport;
import io.github.gradcam.image.InputPixels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Explains many files: read | network | render, each with its threads, bounded queues between them.
 * Results come in the order of the files, one failure does not stop the others, and the number of
 * images in memory is bounded.
 *
 * @param <R> what drawing an image gives
 */
public final class ExplanationPipeline<R> implements AutoCloseable {

  /** An image, or why there is none, and what the network says of it. */
  private record Answered(ImageOutcome<LoadedImage> photo, List<Explanation> explanations) {}

  private final Explainer explainer;
  private final ClassSelection selection;
  private final ImageRenderer<R> renderer;
  private final int batchSize;
  private final int threads;
  private final Pipeline stages = new Pipeline("explain");

  /**
   * Prepares; nothing runs yet.
   *
   * @param explainer stays the caller's to close
   * @param selection which classes of each image
   * @param batchSize images a run of the network, at least 1
   * @param threads that read, and that draw, at least 1
   * @param renderer makes images and records
   */
  public ExplanationPipeline(
      Explainer explainer,
      ClassSelection selection,
      int batchSize,
      int threads,
      ImageRenderer<R> renderer) {
    if (batchSize < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "Expected a batch size and threads of at least 1, found %d and %d"
              .formatted(batchSize, threads));
    }
    this.explainer = explainer;
    this.selection = selection;
    this.renderer = renderer;
    this.batchSize = batchSize;
    this.threads = threads;
  }

  /**
   * Explains files. It or {@link #start} may be called once.
   *
   * @param files image files
   * @param sink gets one result a file, in order, in the calling thread
   * @return how read, network and render spent their time
   * @throws IOException if the sink fails
   */
  public List<StageReport> run(List<Path> files, Pipeline.Sink<ImageOutcome<R>> sink)
      throws IOException {
    stages.drain(start(files), sink);
    return stages.reports();
  }

  /**
   * Begins to explain files, for a caller who takes the results when they are needed, and closes
   * this.
   *
   * @param files image files
   * @return one result a file, in order
   */
  public Conveyor<ImageOutcome<R>> start(List<Path> files) {
    Conveyor<Path> listed = new Conveyor<>(files.size());
    files.forEach(listed::put);
    listed.end(null);
    Conveyor<ImageOutcome<LoadedImage>> photos = new Conveyor<>(batchSize + threads);
    Conveyor<Answered> explained = new Conveyor<>(batchSize);
    Conveyor<ImageOutcome<R>> results = new Conveyor<>(threads);
    NetworkStage<ImageOutcome<LoadedImage>, Answered> network =
        new NetworkStage<>(this::explain, batchSize);
    stages.inOrder("read", threads, listed, this::read, photos);
    stages.batches("network", photos, List.of(network), explained);
    stages.inOrder("render", threads, explained, this::render, results);
    return results;
  }

  /** Ends all stages and waits for them; safe to call twice. */
  @Override
  public void close() {
    stages.close();
  }

  private ImageOutcome<LoadedImage> read(Path file) {
    return attempt(file, () -> LoadedImage.read(file, explainer.classifier().card().inputSize()));
  }

  private List<Answered> explain(List<ImageOutcome<LoadedImage>> batch) {
    List<byte[]> inputs = new ArrayList<>();
    for (ImageOutcome<LoadedImage> each : batch) {
      if (each instanceof Done<LoadedImage> done) {
        inputs.add(done.value().input());
      }
    }
    Iterator<List<Explanation>> answers =
        inputs.isEmpty()
            ? List.<List<Explanation>>of().iterator()
            : explainer.explain(InputPixels.joined(inputs), inputs.size(), selection).iterator();
    return batch.stream()
        .map(each -> new Answered(each, each instanceof Done ? answers.next() : List.of()))
        .toList();
  }

  private ImageOutcome<R> render(Answered each) {
    Path file = each.photo().file();
    if (each.photo() instanceof Failed<LoadedImage> failed) {
      return new Failed<>(file, failed.reason());
    }
    LoadedImage photo = ((Done<LoadedImage>) each.photo()).value();
    return attempt(file, () -> renderer.render(photo, each.explanations()));
  }

  /** Too little memory is no fault of the image: errors end the run. */
  private static <T> ImageOutcome<T> attempt(Path file, Callable<T> work) {
    try {
      return new Done<>(file, work.call());
    } catch (Exception e) {
      return new Failed<>(file, FailureText.of(e, file.toString()));
    }
  }
}
