package io.github.gradcam.cli.training;

import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.option.EpochOptions;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.layer.WeightArray;
import io.github.gradcam.train.EpochResult;
import io.github.gradcam.train.EventFile;
import io.github.gradcam.train.TrainingPlan;
import io.github.gradcam.train.data.ImageSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is done with the network after some epochs of a training, where it is asked for. */
public final class EpochWatch {

  private final @Nullable EpochMaps maps;
  private final EpochModels models;

  private EpochWatch(@Nullable EpochMaps maps, EpochModels models) {
    this.maps = maps;
    this.models = models;
  }

  /**
   * Reads the images to explain.
   *
   * @param console is told what cannot be read
   * @param options what is asked for
   * @param run the folder of the training
   * @param plan of the training
   * @param data the labelled images
   * @param card what the cards of models say
   * @param network makes a classifier of weights, to be closed here
   * @throws IOException if there is no image to explain, and maps are asked for
   */
  public static EpochWatch of(
      Console console,
      EpochOptions options,
      Path run,
      TrainingPlan plan,
      ImageSet data,
      TrainedCard card,
      Function<Map<String, WeightArray>, Classifier> network)
      throws IOException {
    return new EpochWatch(
        EpochMaps.of(console, options, run, plan, data, network),
        new EpochModels(console, options.keepEvery(), run, plan, card, network));
  }

  /** A training begins anew. */
  public void begin() {
    if (maps != null) {
      maps.begin();
    }
  }

  /**
   * An epoch is done.
   *
   * @param result of the epoch
   * @param weights that it learned
   * @param events takes the maps
   */
  public void learned(
      EpochResult result, Supplier<Map<String, WeightArray>> weights, EventFile events) {
    models.learned(result, weights);
    if (maps != null) {
      maps.learned(result, weights, events);
    }
  }

  /** The training is done. */
  public void finish() {
    if (maps != null) {
      maps.finish();
    }
  }
}
