package io.github.gradcam.cli.compare;

import io.github.gradcam.batch.PairOutcome;
import io.github.gradcam.batch.PairPipeline;
import io.github.gradcam.batch.PairTargets;
import io.github.gradcam.batch.PairedImage;
import io.github.gradcam.batch.TargetChoice;
import io.github.gradcam.batch.gallery.PairTiles;
import io.github.gradcam.batch.input.ImageCollection;
import io.github.gradcam.batch.input.ImageEntry;
import io.github.gradcam.cli.console.BatchProgress;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.Plural;
import io.github.gradcam.cli.console.Progress;
import io.github.gradcam.evaluate.comparison.MapOverlap;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.map.Heatmap;
import io.github.gradcam.model.Predictor;
import io.github.gradcam.report.ClassProbability;
import io.github.gradcam.report.ExplanationRecord;
import io.github.gradcam.report.JsonLines;
import io.github.gradcam.report.comparison.ComparedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Goes over a collection with two models. Each result reaches {@value #FILE} at once; the same
 * comparison, begun again after it was stopped, goes on from there.
 */
final class CompareRun {

  /** Its name in the output folder. */
  static final String FILE = "comparisons.jsonl";

  private static final int SHOWN_FAILURES = 5;

  /** Longest side of a tile, pixels. */
  private static final int TILE = 320;

  private final Console console;
  private final Path output;
  private final Contestants models;
  private final TargetChoice explained;
  private final int batchSize;
  private int failures;

  CompareRun(
      Console console, Path output, Contestants models, TargetChoice explained, int batchSize) {
    this.console = console;
    this.output = output;
    this.models = models;
    this.explained = explained;
    this.batchSize = batchSize;
  }

  /** Compares what is not compared yet; gives all, in the order of the collection. */
  List<ComparedImage> over(ImageCollection images) throws IOException {
    Path file = output.resolve(FILE);
    Map<String, ComparedImage> known = earlier(file);
    if (!known.isEmpty()) {
      console.note("Going on after %s done before".formatted(Plural.of(known.size(), "image")));
    }
    Set<String> done = Set.copyOf(known.keySet()); // asked by another thread
    Set<String> order = Collections.synchronizedSet(new LinkedHashSet<>());
    PairPipeline<ComparedImage> pipeline = pipeline(false, 0, this::compared);
    try (JsonLines lines = JsonLines.append(file);
        ImageCollection.Entries entries = images.open();
        BatchProgress progress = new BatchProgress(console, images, entries, known.size())) {
      pipeline.run(
          entries,
          path -> {
            order.add(path);
            return done.contains(path);
          },
          outcome -> {
            ComparedImage image = kept(outcome);
            lines.write(image);
            known.put(image.image(), image);
            progress.step();
          });
    }
    List<ComparedImage> results =
        new ArrayList<>(
            order.stream().filter(known::containsKey).map(path -> known.get(path)).toList());
    // a source that broke off was not listed
    known.values().stream()
        .filter(image -> image.error() != null && !order.contains(image.image()))
        .forEach(results::add);
    return results;
  }

  /** Draws some images; gives the paths of their tiles. */
  Map<String, Map<String, String>> draw(ImageCollection images, Set<String> wanted, PairTiles tiles)
      throws IOException {
    tiles.clear();
    Map<String, Map<String, String>> drawn = new HashMap<>();
    if (wanted.isEmpty()) {
      return drawn;
    }
    PairPipeline<Map<String, String>> pipeline = pipeline(true, TILE, tiles::write);
    try (ImageCollection.Entries entries = images.open();
        Progress progress = console.progress("Drawing", wanted.size(), "images")) {
      pipeline.run(
          new Wanted(entries, new HashSet<>(wanted)),
          path -> false,
          outcome -> {
            if (outcome.value() != null) {
              drawn.put(outcome.path(), outcome.value());
            } else if (wanted.contains(outcome.path())) {
              console.err().println("Not drawn: " + outcome.path() + ": " + outcome.failure());
            } else {
              return; // a source that broke off, told before
            }
            progress.step(1);
          });
    }
    return drawn;
  }

  /**
   * Some images of a collection; what lies behind the last of them is not gone through.
   *
   * @param all the collection's
   * @param left paths of those that are still to come
   */
  record Wanted(ImageCollection.Entries all, Set<String> left) implements ImageCollection.Entries {

    @Override
    public @Nullable ImageEntry next() throws IOException {
      while (!left.isEmpty()) {
        ImageEntry entry = all.next();
        if (entry == null || left.remove(entry.path())) {
          return entry;
        }
      }
      return null;
    }

    @Override
    public double share() {
      return all.share();
    }

    @Override
    public void close() throws IOException {
      all.close();
    }
  }

  private <R> PairPipeline<R> pipeline(
      boolean ownToo, int pictureSide, PairPipeline.Renderer<R> renderer) {
    int threads = Runtime.getRuntime().availableProcessors();
    PairTargets targets = new PairTargets(explained, models.classes()::ofB, ownToo);
    return new PairPipeline<>(
        models.a(), models.b(), targets, batchSize, threads, pictureSide, renderer);
  }

  /** Those that were compared; what failed is tried again. */
  private static Map<String, ComparedImage> earlier(Path file) throws IOException {
    Map<String, ComparedImage> known = new HashMap<>();
    if (Files.exists(file)) {
      JsonLines.read(
          file,
          ComparedImage.class,
          image -> {
            if (image.error() == null) {
              known.put(image.image(), image);
            }
          });
    }
    return known;
  }

  private ComparedImage kept(PairOutcome<ComparedImage> outcome) {
    ComparedImage image = outcome.value();
    if (image != null) {
      return image;
    }
    failures++;
    if (failures <= SHOWN_FAILURES) {
      console.err().println("Failed: " + outcome.path() + ": " + outcome.failure());
    } else if (failures == SHOWN_FAILURES + 1) {
      console.err().println("Further failures are in " + output.resolve(FILE));
    }
    return ComparedImage.failed(outcome.path(), outcome.label(), String.valueOf(outcome.failure()));
  }

  private ComparedImage compared(PairedImage image) {
    Explanation a = image.a();
    Explanation b = image.b().get(0);
    ClassProbability inA = predicted(a.probabilities(), "A");
    ClassProbability inB = predicted(inOrderOfA(b.probabilities()), "B");
    int size = models.mapSize();
    MapOverlap overlap = MapOverlap.of(common(a.heatmap(), size), common(b.heatmap(), size));
    return new ComparedImage(
        image.path(),
        image.label(),
        inA,
        inB,
        models.classes().distance(a.probabilities(), b.probabilities()),
        named(a.classIndex(), a.probability()),
        b.probability(),
        known(overlap.rankCorrelation()),
        known(overlap.hottestTenth()),
        ExplanationRecord.diagnosis(image.doubt(), a.heatmap().diagnosis().text()),
        ExplanationRecord.diagnosis(image.doubt(), b.heatmap().diagnosis().text()),
        null);
  }

  private static float[] common(Heatmap map, int size) {
    return PairTiles.common(map, size);
  }

  private float[] inOrderOfA(float[] ofB) {
    float[] ordered = new float[ofB.length];
    for (int i = 0; i < ordered.length; i++) {
      ordered[i] = ofB[models.classes().ofB(i)];
    }
    return ordered;
  }

  private ClassProbability predicted(float[] probabilities, String side) {
    for (float each : probabilities) {
      if (!Float.isFinite(each)) {
        throw new IllegalStateException(
            "Expected probabilities of %s, found %s; check its weights and --precision"
                .formatted(side, each));
      }
    }
    int index = Predictor.likeliest(probabilities);
    return named(index, probabilities[index]);
  }

  private ClassProbability named(int index, float probability) {
    return new ClassProbability(index, models.a().classifier().labels().get(index), probability);
  }

  private static @Nullable Double known(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
