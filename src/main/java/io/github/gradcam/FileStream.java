package io.github.gradcam;

import io.github.gradcam.batch.ExplanationPipeline;
import io.github.gradcam.batch.Photo;
import io.github.gradcam.batch.PhotoResult;
import io.github.gradcam.batch.gallery.ExplanationWords;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.flow.Conveyor;
import io.github.gradcam.image.Overlay;
import io.github.gradcam.image.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A run over files whose results are taken one by one; a thread works while they are read. */
final class FileStream implements AutoCloseable {

  private final List<Path> files;
  private final Explainer explainer;
  private final ClassSelection selection;
  private final int batchSize;
  private final ExplanationWords words;
  private final Overlay overlay;
  private final Consumer<FileStream> ended;
  private final Conveyor<ExplainedFile> results;
  private @Nullable Thread worker;
  private boolean closed;

  FileStream(
      List<Path> files,
      Explainer explainer,
      ClassSelection selection,
      int batchSize,
      ExplanationWords words,
      Overlay overlay,
      Consumer<FileStream> ended) {
    this.files = files;
    this.explainer = explainer;
    this.selection = selection;
    this.batchSize = batchSize;
    this.words = words;
    this.overlay = overlay;
    this.ended = ended;
    this.results = new Conveyor<>(batchSize);
  }

  /** The results in the order of the files; the first call of it begins the work. */
  Iterator<ExplainedFile> iterator() {
    return new Iterator<>() {
      private int left = files.size();

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
        return FileStream.this.next();
      }
    };
  }

  private ExplainedFile next() {
    start();
    return GradcamException.telling(this::taken);
  }

  private ExplainedFile taken() {
    try {
      ExplainedFile next = results.take();
      if (next == null) {
        throw new IllegalStateException("Expected an open model and stream, found them closed");
      }
      return next;
    } catch (Conveyor.StageFailure e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      } else if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw e;
    }
  }

  private synchronized void start() {
    if (worker == null && !closed) {
      worker = new Thread(this::run, "gradcam-files");
      worker.setDaemon(true);
      worker.start();
    }
  }

  private void run() {
    int threads = Runtime.getRuntime().availableProcessors();
    try {
      new ExplanationPipeline<>(explainer, selection, batchSize, threads, this::explained)
          .run(files, this::give);
      results.end(null);
    } catch (CancellationException e) {
      results.end(null);
    } catch (IOException | RuntimeException | Error e) {
      results.end(e);
    } finally {
      ended.accept(this);
    }
  }

  private List<Explained> explained(Photo photo, List<Explanation> explanations) throws Exception {
    RgbImage image = photo.image();
    String title = String.valueOf(photo.file().getFileName());
    return explanations.stream()
        .map(each -> new Explained(title, image, photo.doubt(), each, words, overlay))
        .toList();
  }

  private void give(PhotoResult<List<Explained>> result) {
    ExplainedFile file =
        result instanceof PhotoResult.Failed<List<Explained>> failed
            ? new ExplainedFile(failed.file(), List.of(), failed.reason())
            : new ExplainedFile(
                result.file(), ((PhotoResult.Done<List<Explained>>) result).value(), null);
    if (!results.put(file)) {
      throw new CancellationException("Nobody reads on");
    }
  }

  /** Ends the work, and waits until the network is no longer used. */
  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      closed = true;
      running = worker;
    }
    results.cancel();
    boolean interrupted = false;
    while (running != null && running.isAlive() && running != Thread.currentThread()) {
      try {
        running.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    ended.accept(this);
  }
}
