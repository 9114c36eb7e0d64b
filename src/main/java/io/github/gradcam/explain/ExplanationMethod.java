package io.github.gradcam.explain;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import java.util.Optional;

/** A way to make heatmaps, as users name it. */
public sealed interface ExplanationMethod permits CamMethod, ProbingMethod {

  /**
   * What records and pictures call it.
   *
   * @return such as {@code Grad-CAM}
   */
  String name();

  /**
   * What it does.
   *
   * @return one sentence for the list of methods
   */
  String summary();

  /**
   * Where it was published.
   *
   * @return authors, place and identifier
   */
  String paper();

  /**
   * What it costs.
   *
   * @return in words, such as {@code one pass, shared}
   */
  String cost();

  /**
   * Tells why the method has no meaning at a layer.
   *
   * @param classifier the network
   * @param layer one of its layers
   * @return the reason, or nothing where it can be used
   */
  default Optional<String> objection(Classifier classifier, HeatmapLayer layer) {
    return Optional.empty();
  }
}
