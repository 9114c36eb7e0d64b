package io.github.gradcam.explain;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceMin;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The ops that explain a classifier at one layer, added to its graph once: which class is asked for
 * is fed, so that one gradient serves every class and every picture of a batch may ask for another.
 */
final class CamGraph {

  /** Keeps the scaling from dividing by zero, as in the reference implementation. */
  private static final float EPSILON = 1e-7f;

  /** Fed: int32 [N], the class of each picture, or -1 for the one predicted. */
  final Placeholder<TInt32> classIndex;

  /** The class explained: int32 [N]. */
  final Operand<TInt32> target;

  /** The map before the ReLU: [N, h, w]. */
  final Operand<TFloat32> signed;

  /** The map after the ReLU in 0..1, at the layer's size: [N, h, w]. */
  final Operand<TFloat32> layerMap;

  /** The map in 0..1 at the network's input size: [N, H, W]. */
  final Operand<TFloat32> heatmaps;

  /** The largest absolute activation of each picture: [N]. */
  final Operand<TFloat32> activationPeak;

  /** The largest absolute gradient of each picture: [N]. */
  final Operand<TFloat32> gradientPeak;

  private CamGraph(Classifier classifier, HeatmapLayer layer, CamMethod method, Ops tf) {
    Output<TFloat32> logits = classifier.logits();
    Output<TFloat32> activations = classifier.graph().operationOrThrow(layer.op()).output(0);
    classIndex =
        tf.withName("class_index")
            .placeholder(TInt32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE)));
    target = target(tf, logits);
    Output<TFloat32> gradients = gradients(classifier, tf, logits, activations);
    signed = method.map(tf, activations, gradients);
    layerMap = scaled(tf, tf.nn.relu(signed));
    heatmaps = scaled(tf, resized(tf, layerMap, classifier.card().inputSize()));
    activationPeak = peak(tf, activations);
    gradientPeak = peak(tf, gradients);
  }

  /**
   * Adds the ops.
   *
   * @param classifier whose graph grows
   * @param layer where to look
   * @param method the formula
   * @param scope a name that the graph does not have
   * @return the ends of the ops
   */
  static CamGraph add(Classifier classifier, HeatmapLayer layer, CamMethod method, String scope) {
    Ops tf = Ops.create(classifier.graph()).withSubScope(scope);
    return new CamGraph(classifier, layer, method, tf);
  }

  private Operand<TInt32> target(Ops tf, Operand<TFloat32> logits) {
    var predicted = tf.math.argMax(logits, tf.constant(1), TInt32.class);
    return tf.select(tf.math.less(classIndex, tf.constant(0)), predicted, classIndex);
  }

  /**
   * The sum over the batch has the gradient of each picture's own logit: no picture meets another.
   */
  private Output<TFloat32> gradients(
      Classifier classifier, Ops tf, Operand<TFloat32> logits, Output<TFloat32> activations) {
    var classes = tf.constant((int) logits.shape().get(1));
    var oneHot = tf.oneHot(target, classes, tf.constant(1f), tf.constant(0f));
    var score = tf.reduceSum(tf.math.mul(logits, oneHot), tf.constant(new int[] {0, 1}));
    Output<?>[] gradients =
        classifier.graph().addGradients(score.asOutput(), new Output<?>[] {activations});
    return gradients[0].expect(TFloat32.class);
  }

  /** (M - min) / (max - min + 1e-7) for each picture. */
  private static Operand<TFloat32> scaled(Ops tf, Operand<TFloat32> maps) {
    var places = tf.constant(new int[] {1, 2});
    var low = tf.reduceMin(maps, places, ReduceMin.keepDims(true));
    var high = tf.reduceMax(maps, places, ReduceMax.keepDims(true));
    var range = tf.math.add(tf.math.sub(high, low), tf.constant(EPSILON));
    return tf.math.div(tf.math.sub(maps, low), range);
  }

  private static Operand<TFloat32> resized(Ops tf, Operand<TFloat32> maps, int size) {
    var bilinear =
        tf.image.resizeBilinear(
            tf.expandDims(maps, tf.constant(-1)),
            tf.constant(new int[] {size, size}),
            ResizeBilinear.halfPixelCenters(true));
    return tf.squeeze(bilinear, org.tensorflow.op.core.Squeeze.axis(java.util.List.of(3L)));
  }

  private static Operand<TFloat32> peak(Ops tf, Operand<TFloat32> values) {
    return tf.reduceMax(tf.math.abs(values), tf.constant(new int[] {1, 2, 3}));
  }
}
