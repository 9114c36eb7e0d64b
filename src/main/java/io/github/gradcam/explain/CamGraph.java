package io.github.gradcam.explain;

import io.github.gradcam.explain.target.Score;
import io.github.gradcam.explain.target.TargetOps;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import io.github.gradcam.model.graph.ModelException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The ops of the class activation maps, added to a classifier's graph once: one gradient for each
 * score that the methods ask for, at all layers together, and a signed map for each layer and
 * method.
 */
public final class CamGraph {

  /** What there is at one layer. */
  static final class AtLayer {

    /** A, [N, h, w, K]. */
    final Output<TFloat32> activations;

    private final Supplier<Operand<TFloat32>> gradients;
    private final Supplier<Operand<TFloat32>> contributions;

    /** The map of each method, before the ReLU: [N, h, w]. */
    final List<Operand<TFloat32>> signed = new ArrayList<>();

    /** The largest absolute activation of each image: [N]. */
    final Operand<TFloat32> activationPeak;

    /** The largest absolute gradient of each image, 1 where there are no gradients: [N]. */
    final Operand<TFloat32> gradientPeak;

    AtLayer(Ops tf, Output<TFloat32> activations, Operand<TFloat32> gradients) {
      var places = tf.constant(new int[] {1, 2});
      var sum = tf.reduceSum(tf.math.mul(gradients, activations), places);
      this.activations = activations;
      this.gradients = () -> gradients;
      this.activationPeak = peak(tf, activations);
      this.gradientPeak = peak(tf, gradients);
      this.contributions = () -> sum;
    }

    /** Where there are no gradients, those alone fail that ask for them. */
    AtLayer(Ops tf, Output<TFloat32> activations, RuntimeException missing) {
      this.activations = activations;
      this.gradients = failing(missing);
      this.activationPeak = peak(tf, activations);
      this.gradientPeak = tf.onesLike(activationPeak);
      this.contributions = failing(missing);
    }

    private static Supplier<Operand<TFloat32>> failing(RuntimeException missing) {
      return () -> {
        throw missing;
      };
    }

    /** G of the target's score, [N, h, w, K]. */
    Operand<TFloat32> gradients() {
      return gradients.get();
    }

    /** What each feature map contributes, the sum over positions of G A: [N, K]. */
    Operand<TFloat32> contributions() {
      return contributions.get();
    }
  }

  private final Ops tf;
  private final Classifier classifier;
  private final TargetOps target;
  private final List<HeatmapLayer> layers;
  private final Map<Score, List<Operand<TFloat32>>> gradients = new EnumMap<>(Score.class);
  private final List<AtLayer> atLayers;

  /**
   * Adds the ops.
   *
   * @param tf ops in a scope of the explanation's own
   * @param classifier whose graph grows
   * @param target which class is asked for
   * @param layers where to look
   * @param methods the formulas; without any, a network may have no gradients at the layers
   * @param eigen whether the first principal component of what the feature maps contribute takes
   *     the place of its sum
   */
  public CamGraph(
      Ops tf,
      Classifier classifier,
      TargetOps target,
      List<HeatmapLayer> layers,
      List<CamMethod> methods,
      boolean eigen) {
    this.tf = tf;
    this.classifier = classifier;
    this.target = target;
    this.layers = layers;
    this.atLayers = methods.isEmpty() ? withOrWithoutGradients() : withGradients();
    for (int i = 0; i < layers.size(); i++) {
      AtLayer at = atLayers.get(i);
      for (CamMethod method : methods) {
        var slopes = gradients(method.score()).get(i);
        var contributions = method.contributions(tf, at.activations, slopes);
        Reduction reduction = eigen ? Reduction.CENTRED_PRINCIPAL_COMPONENT : method.reduction();
        at.signed.add(reduction.apply(tf, contributions));
      }
    }
  }

  /** In the order of the layers. */
  List<AtLayer> atLayers() {
    return atLayers;
  }

  /** The map of one method at one layer, each by its number, before the ReLU: [N, h, w]. */
  public Operand<TFloat32> map(int layer, int method) {
    return atLayers.get(layer).signed.get(method);
  }

  /**
   * Checks that there are gradients at the layers.
   *
   * @throws ModelException if TensorFlow has none for an op between
   */
  void requireGradients() {
    atLayers.forEach(at -> Objects.requireNonNull(at.gradients()));
  }

  private List<AtLayer> withGradients() {
    List<Operand<TFloat32>> slopes = gradients(Score.OWN);
    return IntStream.range(0, layers.size())
        .mapToObj(i -> new AtLayer(tf, activations(layers.get(i)), slopes.get(i)))
        .toList();
  }

  private List<AtLayer> withOrWithoutGradients() {
    try {
      return withGradients();
    } catch (ModelException | TensorFlowException e) {
      return layers.stream().map(layer -> new AtLayer(tf, activations(layer), e)).toList();
    }
  }

  private Output<TFloat32> activations(HeatmapLayer layer) {
    return classifier.graph().operationOrThrow(layer.op()).output(0);
  }

  /** G at each layer; zeros where the logits do not depend on it. */
  private List<Operand<TFloat32>> gradients(Score score) {
    return gradients.computeIfAbsent(
        score,
        any -> {
          Output<?>[] reached =
              layers.stream()
                  .filter(HeatmapLayer::reachable)
                  .map(this::activations)
                  .toArray(Output<?>[]::new);
          Output<?>[] slopes =
              reached.length == 0
                  ? reached
                  : Gradients.of(classifier, target.score(tf, any).asOutput(), reached);
          List<Operand<TFloat32>> all = new ArrayList<>();
          int next = 0;
          for (HeatmapLayer layer : layers) {
            all.add(
                layer.reachable()
                    ? slopes[next++].expect(TFloat32.class)
                    : tf.zerosLike(activations(layer)));
          }
          return all;
        });
  }

  private static Operand<TFloat32> peak(Ops tf, Operand<TFloat32> values) {
    return tf.reduceMax(tf.math.abs(values), tf.constant(new int[] {1, 2, 3}));
  }
}
