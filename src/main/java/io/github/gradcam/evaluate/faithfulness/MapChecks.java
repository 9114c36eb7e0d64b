package io.github.gradcam.evaluate.faithfulness;

import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.RandomisedWeights;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.model.Classifier;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * What takes every map again: for noisy copies of the image, and for networks whose weights are
 * randomised from the top.
 */
final class MapChecks implements AutoCloseable {

  private final Explainer explainer;
  private final FaithfulnessStudy.Settings settings;
  private final List<Classifier> randomised = new ArrayList<>();
  private final Map<Measure, Explainer> forgetful = new EnumMap<>(Measure.class);

  /**
   * Makes the randomised networks.
   *
   * @param classifier the network itself; stays the caller's to close, after this
   * @param explainer of the network itself; stays the caller's to close
   * @param settings copies and seed
   * @param passes is told of passes as they are made
   */
  MapChecks(
      Classifier classifier,
      Explainer explainer,
      FaithfulnessStudy.Settings settings,
      LongConsumer passes) {
    this.explainer = explainer;
    this.settings = settings;
    try {
      for (var stage : Measure.STAGES.entrySet()) {
        Classifier other = RandomisedWeights.of(classifier, stage.getValue(), settings.seed());
        randomised.add(other);
        forgetful.put(stage.getKey(), new Explainer(other, explainer.plan(), passes));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Adds sensitivity and agreement to what was measured of the maps of an image. */
  void add(
      RgbImage photo,
      int target,
      List<Explanation> explanations,
      List<ImageTrial.Outcome> outcomes) {
    List<List<Explanation>> noisy =
        Sensitivity.noisyCopies(photo, settings.noisyCopies(), Sensitivity.RADIUS, settings.seed())
            .stream()
            .map(copy -> explainer.explain(copy.pixels(), target))
            .toList();
    for (int i = 0; i < explanations.size(); i++) {
      int map = i;
      List<float[]> maps = noisy.stream().map(each -> heat(each.get(map))).toList();
      double sensitivity = Sensitivity.max(heat(explanations.get(i)), maps);
      outcomes.get(i).values().put(Measure.SENSITIVITY, sensitivity);
    }
    for (var stage : forgetful.entrySet()) {
      List<Explanation> forgotten = stage.getValue().explain(photo.pixels(), target);
      for (int i = 0; i < explanations.size(); i++) {
        double agreement = MapAgreement.spearman(heat(explanations.get(i)), heat(forgotten.get(i)));
        outcomes.get(i).values().put(stage.getKey(), agreement);
      }
    }
  }

  @Override
  public void close() {
    forgetful.values().forEach(Explainer::close);
    randomised.forEach(Classifier::close);
  }

  private static float[] heat(Explanation explanation) {
    return explanation.heatmap().values();
  }
}
