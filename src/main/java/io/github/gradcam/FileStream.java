package io.github.gradcam;

import io.github.gradcam.batch.ExplanationPipeline;
import io.github.gradcam.batch.ImageOutcome;
import io.github.gradcam.flow.Conveyor;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A run over files whose results are taken one by one; it begins with the first. */
final class FileStream implements Iterator<ExplainedFile>, AutoCloseable {

  private final List<Path> files;
  private final ExplanationPipeline<List<Explained>> pipeline;
  private final Consumer<FileStream> ended;
  private @Nullable Conveyor<ImageOutcome<List<Explained>>> results;
  private boolean closed;
  private int left;

  FileStream(
      List<Path> files, ExplanationPipeline<List<Explained>> pipeline, Consumer<FileStream> ended) {
    this.files = files;
    this.pipeline = pipeline;
    this.ended = ended;
    this.left = files.size();
  }

  @Override
  public boolean hasNext() {
    return left > 0;
  }

  @Override
  public ExplainedFile next() {
    if (left == 0) {
      throw new NoSuchElementException();
    }
    left--;
    ExplainedFile next = GradcamException.telling(this::taken);
    if (left == 0) {
      close();
    }
    return next;
  }

  private ExplainedFile taken() {
    try {
      ImageOutcome<List<Explained>> result = results().take();
      if (result == null) {
        throw closed();
      }
      return result instanceof ImageOutcome.Done<List<Explained>> done
          ? new ExplainedFile(done.file(), done.value(), null)
          : new ExplainedFile(
              result.file(), List.of(), ((ImageOutcome.Failed<List<Explained>>) result).reason());
    } catch (Conveyor.StageFailure e) {
      throw new UncheckedIOException(e.reason());
    }
  }

  private synchronized Conveyor<ImageOutcome<List<Explained>>> results() {
    if (closed) {
      throw closed();
    }
    if (results == null) {
      results = pipeline.start(files);
    }
    return results;
  }

  private static IllegalStateException closed() {
    return new IllegalStateException("Expected an open model and stream, found them closed");
  }

  /** Ends the work, and waits until the network is no longer used. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    pipeline.close();
    ended.accept(this);
  }
}
