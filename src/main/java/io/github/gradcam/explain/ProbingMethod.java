package io.github.gradcam.explain;

import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.model.HeatmapLayer;
import java.util.List;

/**
 * A method that asks the network about many changed versions of one image, on plain values.
 *
 * <p>A method of your own implements this interface, or {@link CamMethod}, and is named in {@code
 * META-INF/services/io.github.gradcam.explain.ProbingMethod} of its jar.
 */
public non-sealed interface ProbingMethod extends ExplanationMethod {

  /**
   * Explains one image.
   *
   * @param probe the image, the targets, the layer if the method looks at one, and the network
   * @return one map for each of the probe's targets, in their order
   */
  List<SignedMap> maps(Probe probe);

  /**
   * How many passes of the network it takes, for the progress bar; a pass back counts as two.
   *
   * @param layer where it looks
   * @param targets how many classes it explains
   * @return about as many as it takes
   */
  long passes(HeatmapLayer layer, int targets);

  /**
   * Tells whether it looks at a layer.
   *
   * @return false for a method whose map has the size of the input
   */
  default boolean atLayer() {
    return true;
  }

  /**
   * Tells whether it needs {@link Probe#inputGradients}, so that a network without is refused
   * before any image, unless a failing method is to be told with the others' maps.
   *
   * @return false unless the method says otherwise
   */
  default boolean differentiates() {
    return false;
  }

  /**
   * Tells whether it needs {@link Probe#layerGradients}, so that a network without is refused
   * before any image, as for {@link #differentiates}.
   *
   * @return false unless the method says otherwise
   */
  default boolean differentiatesLayer() {
    return false;
  }

  /**
   * Tells whether it needs {@link Probe#guidedGradients}, for which the network is held twice.
   *
   * @return false unless the method says otherwise
   */
  default boolean guided() {
    return false;
  }

  /**
   * {@return where the colours end: values above this quantile of a map are drawn like it, as
   * single pixels would else outshine the rest; 0..1; 1 leaves the map as it is}
   */
  default double ceiling() {
    return 1;
  }
}
