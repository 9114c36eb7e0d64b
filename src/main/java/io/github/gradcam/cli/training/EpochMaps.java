package io.github.gradcam.cli.training;

import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.Messages;
import io.github.gradcam.cli.console.Plural;
import io.github.gradcam.cli.option.EpochOptions;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.image.Colormap;
import io.github.gradcam.image.InputPixels;
import io.github.gradcam.image.Overlay;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.draw.Board;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.DeviceMemoryException;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.kernel.KernelException;
import io.github.gradcam.model.layer.WeightArray;
import io.github.gradcam.train.EpochResult;
import io.github.gradcam.train.EventFile;
import io.github.gradcam.train.TrainingPlan;
import io.github.gradcam.train.data.ImageSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows where a network looks while it learns: Grad-CAM maps of the same images and classes after
 * the first epoch and each n-th, in TensorBoard's event file and as a strip.
 */
final class EpochMaps {

  private static final Overlay OVERLAY = new Overlay(Colormap.TURBO, 0.5);

  private final Console console;
  private final int every;
  private final List<WatchedImage> images;
  private final List<String> labels;
  private final Function<Map<String, WeightArray>, Classifier> network;
  private final MapStrip strip;
  private boolean given = true;
  private double seconds;
  private double trained;

  private EpochMaps(
      Console console,
      int every,
      List<WatchedImage> images,
      List<String> labels,
      Function<Map<String, WeightArray>, Classifier> network,
      MapStrip strip) {
    this.console = console;
    this.every = every;
    this.images = images;
    this.labels = labels;
    this.network = network;
    this.strip = strip;
  }

  /**
   * Reads the images.
   *
   * @param console is told what cannot be read
   * @param options whether and of what maps are made
   * @param run the folder of the training
   * @param plan of the training
   * @param data the labelled images
   * @param network makes a classifier of weights, to be closed here
   * @return null where none are wanted
   * @throws IOException if there is no image to explain
   */
  static @Nullable EpochMaps of(
      Console console,
      EpochOptions options,
      Path run,
      TrainingPlan plan,
      ImageSet data,
      Function<Map<String, WeightArray>, Classifier> network)
      throws IOException {
    if (options.every() == 0) {
      return null;
    }
    Path photos = options.photos();
    List<WatchedImage> images =
        photos == null
            ? WatchedImages.heldBack(console, data, plan)
            : WatchedImages.of(console, photos, plan);
    return new EpochMaps(
        console, options.every(), images, plan.labels(), network, new MapStrip(run));
  }

  /** A training begins anew: maps of an earlier one in its folder are deleted. */
  void begin() {
    attempt(strip::clear);
  }

  /**
   * Makes the maps of an epoch, if it is one of those.
   *
   * @param result of the epoch
   * @param weights that it learned
   * @param events takes the maps
   */
  void learned(EpochResult result, Supplier<Map<String, WeightArray>> weights, EventFile events) {
    trained += result.seconds();
    boolean due = result.epoch() == 1 || result.epoch() % every == 0;
    if (!given || !due || images.isEmpty()) {
      return;
    }
    long start = System.nanoTime();
    try (Classifier classifier = network.apply(weights.get());
        Explainer explainer = new Explainer(classifier, classifier.layer("auto"), new GradCam())) {
      show(result, explainer, events);
    } catch (KernelException | ModelException | DeviceMemoryException e) {
      given = false;
      console.note("Maps are left out: " + Messages.of(e));
      return;
    }
    seconds += (System.nanoTime() - start) / 1e9;
    console.note(
        String.format(
            Locale.ROOT,
            "maps of %s after epoch %d; so far %.1f s, %.1f %% of the training",
            Plural.of(images.size(), "image"),
            result.epoch(),
            seconds,
            100 * seconds / (seconds + trained)));
  }

  /** Brings the strip up to date. */
  void finish() {
    attempt(
        () -> {
          if (strip.isBehind()) {
            strip.write();
          }
        });
  }

  private void show(EpochResult result, Explainer explainer, EventFile events) {
    byte[] pixels = InputPixels.joined(images.stream().map(WatchedImage::input).toList());
    int[] classes = images.stream().mapToInt(WatchedImage::classIndex).toArray();
    List<Explanation> explanations = explainer.explain(pixels, classes);
    Map<String, RgbImage> tagged = new LinkedHashMap<>();
    List<Board.Cell> cells = new ArrayList<>();
    for (int i = 0; i < explanations.size(); i++) {
      Explanation explanation = explanations.get(i);
      RgbImage drawn = drawn(images.get(i), explanation);
      tagged.put("maps/" + images.get(i).name(), drawn);
      cells.add(new Board.Cell(drawn, words(explanation)));
    }
    events.write(result.epoch(), tagged);
    String title =
        String.format(
            Locale.ROOT,
            "epoch %d, validation accuracy %.3f",
            result.epoch(),
            result.validationAccuracy());
    RgbImage board = new Board(title, cells).draw();
    attempt(() -> strip.add(result.epoch(), board));
  }

  private static RgbImage drawn(WatchedImage image, Explanation explanation) {
    Overlay overlay = OVERLAY.ofProbability(explanation.probability());
    return overlay.blend(image.picture(), explanation.heat());
  }

  private String words(Explanation explanation) {
    return String.format(
        Locale.ROOT,
        "%s %.0f %%%s",
        labels.get(explanation.classIndex()),
        100 * explanation.probability(),
        explanation.heatmap().diagnosis().blank() ? ", blank map" : "");
  }

  /** Work with files. */
  private interface Work {
    void run() throws IOException;
  }

  private static void attempt(Work work) {
    try {
      work.run();
    } catch (IOException e) {
      throw new UncheckedIOException(
          new IOException("Expected to write maps of the training: " + Messages.of(e), e));
    }
  }
}
