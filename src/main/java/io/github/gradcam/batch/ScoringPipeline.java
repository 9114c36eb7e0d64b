package io.github.gradcam.batch;

import io.github.gradcam.batch.input.BrokenSourceException;
import io.github.gradcam.batch.input.ImageCollection;
import io.github.gradcam.batch.input.ImageEntry;
import io.github.gradcam.flow.Conveyor;
import io.github.gradcam.flow.StageClock;
import io.github.gradcam.image.codec.ImageReadException;
import io.github.gradcam.report.results.ImageRow;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Scores a collection: list | decode | network | write, each with its threads, bounded queues
 * between them. A failed image is a row; what would fail every image, as too little memory, ends
 * the run. Rows come in the order in which they are done.
 */
public final class ScoringPipeline {

  private static final int WAITING_ENTRIES = 64;
  private static final int WAITING_ROWS = 1024;
  private static final long PATIENCE_NANOS = Duration.ofSeconds(10).toNanos();

  private final List<NetworkStage> networks;
  private final ImageScorer scorer;
  private final PipelineSettings settings;
  private final BatchSizer sizer;
  private final Conveyor<ImageEntry> listed;
  private final Conveyor<PreparedImage> prepared;
  private final Conveyor<ExplainedImage> explained;
  private final Conveyor<ImageRow> rows = new Conveyor<>(WAITING_ROWS);
  private final StageClock listing = new StageClock();
  private final StageClock decoding = new StageClock();
  private final StageClock writing = new StageClock();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;
  private volatile long start = System.nanoTime();

  /**
   * Joins the stages.
   *
   * @param scorers one a device, at least one, all of the same model and plan
   * @param settings threads, memory and batch size
   */
  public ScoringPipeline(List<ImageScorer> scorers, PipelineSettings settings) {
    this.scorer = scorers.get(0);
    this.settings = settings;
    this.sizer = settings.sizer();
    int runs = scorers.size() * settings.runsAtOnce();
    long share = settings.memory() / (3L + runs); // three queues, and a batch of each run
    this.listed = new Conveyor<>(share, entry -> share / WAITING_ENTRIES + entry.content().bytes());
    this.prepared = new Conveyor<>(share, PreparedImage::bytes);
    this.explained = new Conveyor<>(share, ExplainedImage::bytes);
    Object turn = new Object();
    this.networks = new ArrayList<>();
    for (ImageScorer each : scorers) {
      for (int i = 0; i < settings.runsAtOnce(); i++) {
        networks.add(new NetworkStage(each::explain, sizer, prepared, explained, share, turn));
      }
    }
  }

  /**
   * Scores what is not done yet. May be called once.
   *
   * @param entries the images
   * @param done whether an image, named by its path, needs no row any more
   * @param sink gets the rows, in the calling thread
   * @throws IOException if a heatmap or a row cannot be written
   */
  public void run(ImageCollection.Entries entries, Predicate<String> done, RowSink sink)
      throws IOException {
    start = System.nanoTime();
    stage("list", 1, () -> list(entries, done), () -> listed.end(null));
    stage("decode", settings.decodeThreads(), this::decode, () -> prepared.end(null));
    AtomicInteger next = new AtomicInteger();
    stage(
        "network",
        networks.size(),
        () -> networks.get(next.getAndIncrement()).run(),
        () -> explained.end(null));
    stage("write", settings.writeThreads(), this::write, () -> rows.end(null));
    try {
      for (ImageRow row = rows.take(); row != null; row = rows.take()) {
        sink.accept(row);
      }
    } finally {
      end();
    }
    rethrow();
  }

  /** Takes no more images; those that the network has are finished, others left for later. */
  public void stop() {
    stopped = true;
    listed.cancel();
    prepared.cancel();
  }

  /**
   * How it gets on.
   *
   * @return the state at this moment
   */
  public PipelineStatus status() {
    double wall = (System.nanoTime() - start) / 1e9;
    double network = networks.stream().mapToDouble(NetworkStage::seconds).sum();
    return new PipelineStatus(
        sizer.size(),
        List.of(listed.size(), prepared.size(), explained.size(), rows.size()),
        List.of(
            new StageReport("list", 1, wall, listing.seconds(), 0, listed.secondsFull()),
            new StageReport(
                "decode",
                settings.decodeThreads(),
                wall,
                decoding.seconds(),
                listed.secondsEmpty(),
                prepared.secondsFull()),
            new StageReport(
                "network",
                networks.size(),
                wall,
                network,
                prepared.secondsEmpty(),
                explained.secondsFull()),
            new StageReport(
                "write",
                settings.writeThreads(),
                wall,
                writing.seconds(),
                explained.secondsEmpty(),
                rows.secondsFull())));
  }

  private void list(ImageCollection.Entries entries, Predicate<String> done) throws IOException {
    boolean open = true;
    while (open && !stopped) {
      open = listOne(entries, done);
    }
  }

  private boolean listOne(ImageCollection.Entries entries, Predicate<String> done)
      throws IOException {
    long begun = System.nanoTime();
    ImageEntry entry = null;
    try {
      entry = entries.next();
      if (entry == null) {
        return false;
      }
      if (done.test(entry.path())) {
        return true;
      }
      entry = new ImageEntry(entry.path(), entry.label(), entry.target(), entry.content().held());
    } catch (BrokenSourceException e) {
      return done.test(e.source()) || rows.put(ImageScorer.failure(e.source(), null, e));
    } catch (IOException e) {
      if (entry == null) {
        throw e;
      }
      return rows.put(scorer.failure(entry, e));
    } finally {
      listing.addSince(begun);
    }
    return listed.put(entry);
  }

  private void decode() {
    for (ImageEntry entry = listed.take(); entry != null; entry = listed.take()) {
      long begun = System.nanoTime();
      PreparedImage image = null;
      Throwable reason = null;
      try {
        image = scorer.prepare(entry);
      } catch (ImageReadException | RuntimeException e) {
        reason = e;
      }
      decoding.addSince(begun);
      if (image == null
          ? !rows.put(scorer.failure(entry, orUnknown(reason)))
          : !prepared.put(image)) {
        return;
      }
    }
  }

  private static Throwable orUnknown(@Nullable Throwable reason) {
    return reason == null ? new IllegalStateException("no image and no reason") : reason;
  }

  private void write() throws IOException {
    for (ExplainedImage each = explained.take(); each != null; each = explained.take()) {
      long begun = System.nanoTime();
      ImageRow row;
      try {
        row = scorer.row(each.image(), each.explanation());
      } catch (RuntimeException e) {
        row = ImageScorer.failure(each.image().path(), each.image().label(), e);
      }
      writing.addSince(begun);
      if (!rows.put(row)) {
        return;
      }
    }
  }

  /** What a thread of a stage does. */
  private interface Work {
    void run() throws IOException;
  }

  /** Starts the threads of a stage; the last that ends tells the next stage. */
  private void stage(String name, int count, Work work, Runnable end) {
    AtomicInteger left = new AtomicInteger(count);
    for (int i = 0; i < count; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  work.run();
                } catch (Throwable e) {
                  failure.compareAndSet(null, e);
                  abandon();
                } finally {
                  if (left.decrementAndGet() == 0) {
                    end.run();
                  }
                }
              },
              "batch-" + name + "-" + i);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  /** Begins nothing more; rows that are ready are still kept. */
  private void abandon() {
    stop();
    explained.cancel();
  }

  /** Ends all stages, and waits a little for them: what they use may be closed after this. */
  private void end() {
    abandon();
    rows.cancel();
    long until = System.nanoTime() + PATIENCE_NANOS;
    try {
      for (Thread thread : threads) {
        thread.join(Math.max(1, (until - System.nanoTime()) / 1_000_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void rethrow() throws IOException {
    Throwable reason = failure.get();
    if (reason instanceof IOException e) {
      throw e;
    } else if (reason instanceof RuntimeException e) {
      throw e;
    } else if (reason instanceof Error e) {
      throw e;
    }
  }
}
