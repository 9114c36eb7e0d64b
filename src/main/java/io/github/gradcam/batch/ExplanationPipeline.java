package io.github.gradcam.batch;

import io.github.gradcam.batch.input.FailureText;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.image.codec.ImageReadException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Explains many files: threads read and draw while the network works on a batch. Results come in
 * the order of the files, one failure does not stop the others, and the number of photos in memory
 * is bounded.
 *
 * @param <R> what drawing a photo gives
 */
public final class ExplanationPipeline<R> implements AutoCloseable {

  /** A file and the photo that is being read from it. */
  private record Reading(Path file, Future<Photo> photo) {}

  /** A file and the result that is being made of it. */
  private record Rendering<R>(Path file, Future<R> result) {}

  private final Explainer explainer;
  private final ClassSelection selection;
  private final PhotoRenderer<R> renderer;
  private final int batchSize;
  private final int window;
  private final ExecutorService workers;
  private final StageTimes times = new StageTimes();

  /**
   * Starts the threads.
   *
   * @param explainer stays the caller's to close, after this
   * @param selection which classes of each photo
   * @param batchSize photos a run of the network, at least 1
   * @param threads that read and draw, at least 1
   * @param renderer makes pictures and records
   */
  public ExplanationPipeline(
      Explainer explainer,
      ClassSelection selection,
      int batchSize,
      int threads,
      PhotoRenderer<R> renderer) {
    if (batchSize < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "Expected a batch size and threads of at least 1, found %d and %d"
              .formatted(batchSize, threads));
    }
    this.explainer = explainer;
    this.selection = selection;
    this.renderer = renderer;
    this.batchSize = batchSize;
    this.window = batchSize + threads;
    this.workers = Executors.newFixedThreadPool(threads, ExplanationPipeline::daemon);
  }

  /**
   * Explains files.
   *
   * @param files image files
   * @param sink gets one result a file, in order, in the calling thread
   */
  public void run(List<Path> files, Consumer<PhotoResult<R>> sink) {
    Deque<Reading> readings = new ArrayDeque<>();
    Deque<Rendering<R>> renderings = new ArrayDeque<>();
    Iterator<Path> waiting = files.iterator();
    while (waiting.hasNext() || !readings.isEmpty()) {
      while (waiting.hasNext() && readings.size() < window) {
        Path file = waiting.next();
        readings.add(new Reading(file, workers.submit(() -> read(file))));
      }
      explain(take(readings), renderings);
      while (renderings.size() > window || isDone(renderings.peek())) {
        sink.accept(result(renderings.remove()));
      }
    }
    while (!renderings.isEmpty()) {
      sink.accept(result(renderings.remove()));
    }
  }

  /**
   * Tells how long the stages worked.
   *
   * @return sums over all files so far
   */
  public StageTimes times() {
    return times;
  }

  /** Stops the threads; safe to call twice. */
  @Override
  public void close() {
    workers.shutdownNow();
  }

  private boolean isDone(@Nullable Rendering<R> rendering) {
    return rendering != null && rendering.result().isDone();
  }

  private List<Reading> take(Deque<Reading> readings) {
    List<Reading> batch = new ArrayList<>();
    while (batch.size() < batchSize && !readings.isEmpty()) {
      batch.add(readings.remove());
    }
    return batch;
  }

  private void explain(List<Reading> batch, Deque<Rendering<R>> renderings) {
    IdentityHashMap<Path, Photo> photos = new IdentityHashMap<>();
    List<Photo> readable = new ArrayList<>();
    for (Reading reading : batch) {
      try {
        Photo photo = await(reading.photo());
        photos.put(reading.file(), photo);
        readable.add(photo);
      } catch (ExecutionException e) {
        // its future tells why, when its turn comes
      }
    }
    Iterator<List<Explanation>> explanations = network(readable).iterator();
    for (Reading reading : batch) {
      Photo photo = photos.get(reading.file());
      renderings.add(
          new Rendering<>(
              reading.file(),
              photo == null ? failure(reading.photo()) : submit(photo, explanations.next())));
    }
  }

  private Future<R> submit(Photo photo, List<Explanation> explanations) {
    return workers.submit(() -> render(photo, explanations));
  }

  private List<List<Explanation>> network(List<Photo> photos) {
    long start = System.nanoTime();
    List<List<Explanation>> explanations =
        photos.isEmpty() ? List.of() : explainer.explain(join(photos), photos.size(), selection);
    times.addNetwork(start);
    return explanations;
  }

  private static byte[] join(List<Photo> photos) {
    int length = photos.get(0).input().length;
    byte[] pixels = new byte[photos.size() * length];
    for (int i = 0; i < photos.size(); i++) {
      System.arraycopy(photos.get(i).input(), 0, pixels, i * length, length);
    }
    return pixels;
  }

  private Photo read(Path file) throws ImageReadException {
    long start = System.nanoTime();
    try {
      return Photo.read(file, explainer.classifier().card().inputSize());
    } finally {
      times.addRead(start);
    }
  }

  private R render(Photo photo, List<Explanation> explanations) throws Exception {
    long start = System.nanoTime();
    try {
      return renderer.render(photo, explanations);
    } finally {
      times.addRender(start);
    }
  }

  @SuppressWarnings("unchecked") // a failed reading has no value, of whatever type
  private Future<R> failure(Future<Photo> reading) {
    return (Future<R>) (Future<?>) reading;
  }

  private PhotoResult<R> result(Rendering<R> rendering) {
    try {
      return new PhotoResult.Done<>(rendering.file(), await(rendering.result()));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof Error error) { // too little memory is no fault of the photo
        throw error;
      }
      return new PhotoResult.Failed<>(
          rendering.file(), FailureText.of(cause, rendering.file().toString()));
    }
  }

  private static <T> T await(Future<T> future) throws ExecutionException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while explaining");
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "explain-worker");
    thread.setDaemon(true);
    return thread;
  }
}
