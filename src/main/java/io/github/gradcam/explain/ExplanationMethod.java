package io.github.gradcam.explain;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import java.util.Optional;

/** A way to make heatmaps, as users name it. */
public sealed interface ExplanationMethod permits CamMethod, ProbingMethod {

  /** {@return what records and images call it} */
  String name();

  /** {@return what it does: one sentence for the list of methods} */
  String summary();

  /** {@return where it was published: authors, place and identifier} */
  String paper();

  /** {@return what it costs: in words, such as {@code one pass, shared}} */
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
