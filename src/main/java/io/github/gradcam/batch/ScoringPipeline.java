package io.github.gradcam.batch;

import io.github.gradcam.batch.input.BrokenSourceException;
import io.github.gradcam.batch.input.ImageCollection;
import io.github.gradcam.batch.input.ImageEntry;
import io.github.gradcam.explain.BatchSizer;
import io.github.gradcam.explain.NetworkStage;
import io.github.gradcam.flow.Conveyor;
import io.github.gradcam.flow.Pipeline;
import io.github.gradcam.image.codec.ImageReadException;
import io.github.gradcam.report.results.ImageRow;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final List<NetworkStage<PreparedImage, ExplainedImage>> networks = new ArrayList<>();
  private final ImageScorer scorer;
  private final PipelineSettings settings;
  private final BatchSizer sizer;
  private final Conveyor<ImageEntry> listed;
  private final Conveyor<PreparedImage> prepared;
  private final Conveyor<ExplainedImage> explained;
  private final Conveyor<ImageRow> rows = new Conveyor<>(WAITING_ROWS);
  private final Pipeline stages = new Pipeline("batch", PATIENCE);

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
    for (ImageScorer each : scorers) {
      for (int i = 0; i < settings.runsAtOnce(); i++) {
        networks.add(new NetworkStage<>(each::explain, sizer, PreparedImage::bytes, share));
      }
    }
  }

  /**
   * Scores what is not done yet. A pipeline scores once.
   *
   * @param entries the images
   * @param done whether an image, named by its path, needs no row any more
   * @param sink gets the rows, in the calling thread
   * @throws IOException if a heatmap or a row cannot be written
   */
  public void run(
      ImageCollection.Entries entries, Predicate<String> done, Pipeline.Sink<ImageRow> sink)
      throws IOException {
    stages.drain(start(entries, done), sink);
  }

  /**
   * Begins to score what is not done yet. A pipeline scores once.
   *
   * @param entries the images
   * @param done whether an image, named by its path, needs no row any more
   * @return where the rows come
   */
  public Conveyor<ImageRow> start(ImageCollection.Entries entries, Predicate<String> done) {
    stages.source("list", () -> next(entries, done), listed);
    stages.stage("decode", settings.decodeThreads(), listed, this::decoded, prepared);
    stages.batches("network", prepared, networks, explained);
    stages.stage("write", settings.writeThreads(), explained, this::written, rows);
    return rows;
  }

  /** Takes no more images; those that the network has are finished, others left for later. */
  public void stop() {
    listed.cancel();
    prepared.cancel();
  }

  /** Ends soon, and leaves everything for later. */
  public void cancel() {
    stages.cancel();
  }

  /** {@return how it gets on: the state at this moment} */
  public PipelineStatus status() {
    return new PipelineStatus(
        sizer.size(),
        List.of(listed.size(), prepared.size(), explained.size(), rows.size()),
        stages.reports());
  }

  private @Nullable ImageEntry next(ImageCollection.Entries entries, Predicate<String> done)
      throws IOException {
    while (!listed.isCancelled()) {
      ImageEntry entry = null;
      try {
        entry = entries.next();
        if (entry == null) {
          return null;
        }
        if (!done.test(entry.path())) {
          return new ImageEntry(
              entry.path(), entry.label(), entry.target(), entry.content().held());
        }
      } catch (BrokenSourceException e) {
        if (!done.test(e.source())) {
          rows.put(ImageScorer.failure(e.source(), null, e));
        }
      } catch (IOException e) {
        if (entry == null) {
          throw e;
        }
        rows.put(scorer.failure(entry, e));
      }
    }
    return null;
  }

  private @Nullable PreparedImage decoded(ImageEntry entry) {
    try {
      return scorer.prepare(entry);
    } catch (ImageReadException | RuntimeException e) {
      rows.put(scorer.failure(entry, e));
      return null;
    }
  }

  private ImageRow written(ExplainedImage each) throws IOException {
    try {
      return scorer.row(each.image(), each.explanation());
    } catch (RuntimeException e) {
      return ImageScorer.failure(each.image().path(), each.image().label(), e);
    }
  }
}
