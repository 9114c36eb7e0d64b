package io.github.gradcam.batch;

import io.github.gradcam.batch.input.BrokenSourceException;
import io.github.gradcam.batch.input.FailureText;
import io.github.gradcam.batch.input.ImageCollection;
import io.github.gradcam.batch.input.ImageEntry;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.NetworkStage;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.flow.Conveyor;
import io.github.gradcam.flow.Pipeline;
import io.github.gradcam.image.InputPixels;
import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.DecodedImage;
import io.github.gradcam.image.codec.ImageReadException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Gives each image of a collection to two models: list | decode | network A | network B | render,
 * each with its threads, bounded queues between them. An image is decoded once, and resized to the
 * input of either model. Results come in the order of the collection; a failed image is a result,
 * and what would fail every image, as too little memory, ends the run.
 *
 * @param <R> what is made of the answers to an image
 */
public final class PairPipeline<R> {

  private static final int WAITING_ENTRIES = 64;

  /** Of archives that are read as they come, whose images wait in memory. */
  private static final long WAITING_BYTES = 64L << 20;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * Makes something of the answers to an image; called by several threads at once.
   *
   * @param <R> what it makes
   */
  @FunctionalInterface
  public interface Renderer<R> {

    /**
     * Makes it.
     *
     * @param image with the answers of both models
     * @return what is to be known of it
     * @throws Exception if it cannot be made; the other images go on
     */
    R render(PairedImage image) throws Exception;
  }

  /** An image that was listed, or a source that broke off. */
  private record Listed(String path, @Nullable ImageEntry entry, @Nullable String failure) {

    long bytes() {
      return WAITING_BYTES / WAITING_ENTRIES + (entry == null ? 0 : entry.content().bytes());
    }
  }

  /** The pixels for both models, and how it is drawn. */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  private record Inputs(
      byte[] a,
      byte[] b,
      ClassSelection selection,
      @Nullable RgbImage picture,
      @Nullable String doubt) {}

  /** An image on its way; it has inputs or a failure. */
  private record Piece(
      String path,
      @Nullable String label,
      @Nullable Inputs inputs,
      @Nullable String failure,
      @Nullable Explanation a,
      List<Explanation> b) {

    static Piece failed(String path, @Nullable String label, String failure) {
      return new Piece(path, label, null, failure, null, List.of());
    }

    Piece explained(@Nullable Explanation byA, List<Explanation> byB) {
      return new Piece(path, label, inputs, null, byA, byB);
    }
  }

  private final Explainer a;
  private final Explainer b;
  private final PairTargets targets;
  private final EntryLabels labels;
  private final int batchSize;
  private final int threads;
  private final int pictureSide;
  private final Renderer<R> renderer;

  /**
   * Prepares; nothing runs yet.
   *
   * @param a explains with the one model, one map an image; stays the caller's to close
   * @param b explains with the other, likewise
   * @param targets which classes
   * @param batchSize images a run of a network, at least 1
   * @param threads that decode, and that render, at least 1
   * @param pictureSide longest side of the images that are drawn on, pixels; 0 where none are
   * @param renderer makes something of the answers
   */
  public PairPipeline(
      Explainer a,
      Explainer b,
      PairTargets targets,
      int batchSize,
      int threads,
      int pictureSide,
      Renderer<R> renderer) {
    if (a.plan().maps() != 1 || b.plan().maps() != 1) {
      throw new IllegalArgumentException(
          "Expected one method at one layer of each model, found %d and %d maps an image"
              .formatted(a.plan().maps(), b.plan().maps()));
    }
    if (batchSize < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "Expected a batch size and threads of at least 1, found %d and %d"
              .formatted(batchSize, threads));
    }
    this.a = a;
    this.b = b;
    this.targets = targets;
    this.labels = new EntryLabels(a.classifier().labels());
    this.batchSize = batchSize;
    this.threads = threads;
    this.pictureSide = pictureSide;
    this.renderer = renderer;
  }

  /**
   * Goes over a collection.
   *
   * @param entries the images
   * @param done whether an image, named by its path, is left out
   * @param sink gets one result for each other image, in order, in the calling thread
   * @throws IOException if the sink fails
   */
  public void run(
      ImageCollection.Entries entries, Predicate<String> done, Pipeline.Sink<PairOutcome<R>> sink)
      throws IOException {
    Conveyor<Listed> listed = new Conveyor<>(WAITING_BYTES, Listed::bytes);
    Conveyor<Piece> decoded = new Conveyor<>(batchSize + threads);
    Conveyor<Piece> ofA = new Conveyor<>(batchSize);
    Conveyor<Piece> ofB = new Conveyor<>(batchSize);
    Conveyor<PairOutcome<R>> results = new Conveyor<>(2 * threads);
    NetworkStage<Piece, Piece> networkA = new NetworkStage<>(this::explainA, batchSize);
    NetworkStage<Piece, Piece> networkB = new NetworkStage<>(this::explainB, batchSize);
    try (Pipeline stages = new Pipeline("compare", PATIENCE)) {
      stages.source("list", () -> next(entries, done), listed);
      stages.inOrder("decode", threads, listed, this::decode, decoded);
      stages.batches("a", decoded, List.of(networkA), ofA);
      stages.batches("b", ofA, List.of(networkB), ofB);
      stages.inOrder("render", threads, ofB, this::render, results);
      stages.drain(results, sink);
    }
  }

  private static @Nullable Listed next(ImageCollection.Entries entries, Predicate<String> done)
      throws IOException {
    while (true) {
      try {
        ImageEntry entry = entries.next();
        if (entry == null) {
          return null;
        }
        if (!done.test(entry.path())) {
          return listed(entry);
        }
      } catch (BrokenSourceException e) {
        return new Listed(e.source(), null, FailureText.of(e, e.source()));
      }
    }
  }

  private static Listed listed(ImageEntry entry) throws IOException {
    try {
      ImageEntry held =
          new ImageEntry(entry.path(), entry.label(), entry.target(), entry.content().held());
      return new Listed(entry.path(), held, null);
    } catch (BrokenSourceException e) {
      throw e;
    } catch (IOException e) {
      return new Listed(entry.path(), null, FailureText.of(e, entry.path()));
    }
  }

  private Piece decode(Listed listed) {
    ImageEntry entry = listed.entry();
    if (entry == null) {
      return Piece.failed(listed.path(), null, String.valueOf(listed.failure()));
    }
    String label = labels.of(entry);
    try {
      ClassSelection selection = targets.ofA().of(entry, label);
      DecodedImage decoded = entry.content().decode();
      RgbImage image = decoded.image();
      Inputs inputs =
          new Inputs(
              InputPixels.of(image, a.classifier().card().inputSize()),
              InputPixels.of(image, b.classifier().card().inputSize()),
              selection,
              pictureSide == 0 ? null : Resize.within(image, pictureSide),
              decoded.doubt());
      return new Piece(entry.path(), label, inputs, null, null, List.of());
    } catch (ImageReadException | RuntimeException e) {
      return Piece.failed(entry.path(), label, FailureText.of(e, entry.path()));
    }
  }

  private List<Piece> explainA(List<Piece> batch) {
    List<byte[]> pixels = new ArrayList<>();
    List<ClassSelection> selections = new ArrayList<>();
    for (Piece piece : batch) {
      if (piece.inputs() != null) {
        pixels.add(piece.inputs().a());
        selections.add(piece.inputs().selection());
      }
    }
    Iterator<List<Explanation>> answers = explained(a, pixels, selections);
    return readable(batch, piece -> piece.explained(answers.next().get(0), List.of()));
  }

  private List<Piece> explainB(List<Piece> batch) {
    List<byte[]> pixels = new ArrayList<>();
    List<ClassSelection> selections = new ArrayList<>();
    for (Piece piece : batch) {
      if (piece.inputs() != null && piece.a() != null) {
        pixels.add(piece.inputs().b());
        selections.add(targets.inB(piece.a()));
      }
    }
    Iterator<List<Explanation>> answers = explained(b, pixels, selections);
    return readable(batch, piece -> piece.explained(piece.a(), answers.next()));
  }

  /** Changes the images that could be read. */
  private static List<Piece> readable(List<Piece> batch, UnaryOperator<Piece> change) {
    return batch.stream()
        .map(piece -> piece.inputs() == null ? piece : change.apply(piece))
        .toList();
  }

  private static Iterator<List<Explanation>> explained(
      Explainer explainer, List<byte[]> pixels, List<ClassSelection> selections) {
    return pixels.isEmpty()
        ? List.<List<Explanation>>of().iterator()
        : explainer.explain(InputPixels.joined(pixels), selections).iterator();
  }

  private PairOutcome<R> render(Piece piece) {
    Inputs inputs = piece.inputs();
    Explanation ofA = piece.a();
    if (inputs == null || ofA == null) {
      return new PairOutcome<>(piece.path(), piece.label(), null, String.valueOf(piece.failure()));
    }
    try {
      PairedImage image =
          new PairedImage(
              piece.path(), piece.label(), inputs.doubt(), inputs.picture(), ofA, piece.b());
      return new PairOutcome<>(piece.path(), piece.label(), renderer.render(image), null);
    } catch (Exception e) {
      return new PairOutcome<>(piece.path(), piece.label(), null, FailureText.of(e, piece.path()));
    }
  }
}
