package io.github.gradcam.explain;

import io.github.gradcam.explain.target.Target;
import io.github.gradcam.model.HeatmapLayer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One image before a network that can be asked about changed versions of it. Every question is
 * answered in batches; a version counts for all targets where no gradient is asked for.
 */
public final class Probe {

  private final ProbeOps network;
  private final @Nullable ProbeOps guided;
  private final HeatmapLayer layer;
  private final CamGraph.AtLayer at;
  private final float[] input;
  private final List<Target> targets;
  private float @Nullable [] activations;
  private float @Nullable [] outputs;

  Probe(
      ProbeOps network,
      @Nullable ProbeOps guided,
      HeatmapLayer layer,
      CamGraph.AtLayer at,
      float[] input,
      List<Target> targets) {
    this.network = network;
    this.guided = guided;
    this.layer = layer;
    this.at = at;
    this.input = input;
    this.targets = targets;
  }

  /** {@return the classes asked for: at least one, none of them {@link Target#PREDICTED}} */
  public List<Target> targets() {
    return targets;
  }

  /** {@return where to look} */
  public HeatmapLayer layer() {
    return layer;
  }

  /** {@return rows and columns of the input: H, the same as W} */
  public int inputSize() {
    return (int) network.inputShape().get(0);
  }

  /**
   * {@return what the network takes for the image: x, [H][W][3] in one array, after the
   * preprocessing; not to be changed}
   */
  public float[] input() {
    return input;
  }

  /** {@return what the layer gives for the image: A, [h][w][K] in one array; not to be changed} */
  public float[] activations() {
    if (activations == null) {
      activations = network.atLayer(at.activations, targets.get(0), 1, this::plain)[0];
    }
    return activations;
  }

  /**
   * {@return the answer for the image itself: [classes], as {@link Target#score} takes them:
   * logits, or probabilities where those are asked for}
   */
  public float[] outputs() {
    if (outputs == null) {
      outputs = outputs(1, this::plain)[0];
    }
    return outputs;
  }

  /**
   * The answers for versions of the image.
   *
   * @param count how many versions
   * @param variation writes x', [H][W][3]
   * @return [count][classes], as {@link Target#score} takes them: logits, or probabilities where
   *     those are asked for
   */
  public float[][] outputs(int count, Variation variation) {
    return network.outputs(count, variation);
  }

  /**
   * The logits for versions of the image, whatever is asked for.
   *
   * @param count how many versions
   * @param variation writes x', [H][W][3]
   * @return [count][classes], before the softmax
   */
  public float[][] logits(int count, Variation variation) {
    return network.logits(count, variation);
  }

  /**
   * The answers for versions of the layer's activations.
   *
   * @param count how many versions
   * @param variation writes A', [h][w][K]
   * @return [count][classes], as {@link Target#score} takes them: logits, or probabilities where
   *     those are asked for
   */
  public float[][] outputsFromActivations(int count, Variation variation) {
    return network.outputsFrom(layer, input, count, variation);
  }

  /**
   * The gradients at the input for versions of the image.
   *
   * @param target whose score's
   * @param count how many versions
   * @param variation writes x', [H][W][3]
   * @return [count][H * W * 3]
   */
  public float[][] inputGradients(Target target, int count, Variation variation) {
    return network.inputGradients(target, count, variation);
  }

  /**
   * The gradient at the image itself, with every ReLU passing back only what is positive.
   *
   * @param target whose score's
   * @return [H * W * 3]
   * @throws IllegalStateException if the method did not say that it is guided
   */
  public float[] guidedGradients(Target target) {
    if (guided == null) {
      throw new IllegalStateException("Expected a method whose guided() is true, found false");
    }
    return guided.inputGradients(target, 1, this::plain)[0];
  }

  /**
   * The gradients at the layer for versions of the image.
   *
   * @param target whose score's
   * @param count how many versions
   * @param variation writes x', [H][W][3]
   * @return G, [count][h * w * K]
   * @throws io.github.gradcam.model.graph.ModelException if TensorFlow has no gradient for an op
   *     between
   */
  public float[][] layerGradients(Target target, int count, Variation variation) {
    return network.atLayer(at.gradients(), target, count, variation);
  }

  /**
   * The image as a version of itself.
   *
   * @param index any
   * @param into gets x
   */
  public void plain(int index, float[] into) {
    System.arraycopy(input, 0, into, 0, input.length);
  }
}
