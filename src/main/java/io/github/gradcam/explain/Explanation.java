package io.github.gradcam.explain;

import io.github.gradcam.explain.map.Balance;
import io.github.gradcam.explain.map.Evidence;
import io.github.gradcam.explain.map.Heatmap;
import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.image.HeatValues;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a network for one image, and where it came from.
 *
 * @param method how the map was made
 * @param layer where: a layer's name, {@link #INPUT} for methods on pixels, {@link #FUSED} for the
 *     map made of several layers'
 * @param target the class explained; its index is never {@link Target#PREDICTED}
 * @param probabilities [classes] in 0..1
 * @param heatmap where the network looked for that class
 * @param signed the same before the ReLU and the scaling; for a fused map the heatmap itself
 * @param evidence what the heatmap was scaled from, at the layer's size
 * @param balance with what speaks against the class, if that was asked for
 * @param contributions e, [K]: what each feature map of the layer contributes to the class, {@code
 *     e_k = sum over positions of G_k A_k}, with G the gradient of the target at the activations A;
 *     for methods on pixels at the first layer of the plan; null unless the plan asks for it
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record Explanation(
    String method,
    String layer,
    Target target,
    float[] probabilities,
    Heatmap heatmap,
    SignedMap signed,
    Evidence evidence,
    @Nullable Balance balance,
    float @Nullable [] contributions) {

  /** The layer of methods that look at no layer. */
  public static final String INPUT = "input";

  /** The layer of maps made of those of several layers. */
  public static final String FUSED = "fused";

  /** {@return the class explained} */
  public int classIndex() {
    return target.classIndex();
  }

  /** {@return the probability of the class explained: 0..1} */
  public float probability() {
    return probabilities[target.classIndex()];
  }

  /**
   * Why the method gave no map.
   *
   * @return one line; null where it gave one
   */
  public @Nullable String failure() {
    return signed.failure();
  }

  /**
   * {@return what the method tells of its own exactness: numbers by name, such as {@code
   * completenessGap}}
   */
  public Map<String, Double> measures() {
    return signed.measures();
  }

  /**
   * {@return what is drawn: the heatmap, or where it was asked for, with what speaks against the
   * class; values of 0..1, or signed ones of -1..1, at the size of the network's input}
   */
  public HeatValues heat() {
    return balance == null
        ? new HeatValues(heatmap.values(), heatmap.width(), heatmap.height(), false)
        : new HeatValues(balance.values(), heatmap.width(), heatmap.height(), true);
  }
}
