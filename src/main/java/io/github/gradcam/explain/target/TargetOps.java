package io.github.gradcam.explain.target;

import io.github.gradcam.model.Classifier;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.PlaceholderWithDefault;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.nn.TopK;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Which class is asked for, and the score whose gradient says what speaks for it. The class is fed,
 * so that one gradient serves every class and every image of a batch may ask for another.
 */
public final class TargetOps {

  private static final int NEAREST = 3;
  private static final float GAMMA = 0.6f;
  private static final float EPSILON = 1e-9f;

  /** Fed: int32 [N], the class of each image, or -1 for the one predicted. */
  public final Placeholder<TInt32> classIndex;

  /** May be fed: int32 [N], the class that the evidence is weighed against, or -1 for none. */
  public final PlaceholderWithDefault<TInt32> versus;

  /** May be fed: float32 [N], 1 for the evidence for the class, -1 for that against it. */
  public final PlaceholderWithDefault<TFloat32> sign;

  /** The class explained: int32 [N]. */
  public final Operand<TInt32> target;

  private final Classifier classifier;
  private final Output<TFloat32> outputs;
  private final int classes;

  /**
   * Adds the ops.
   *
   * @param tf ops in a scope of the explanation's own
   * @param classifier whose graph grows
   * @param score whether logits or probabilities are explained
   */
  public TargetOps(Ops tf, Classifier classifier, TargetScore score) {
    Shape any = Shape.of(Shape.UNKNOWN_SIZE);
    this.classifier = classifier;
    outputs = score == TargetScore.LOGIT ? classifier.logits() : classifier.probabilities();
    classes = (int) classifier.logits().shape().get(1);
    classIndex = tf.withName("class_index").placeholder(TInt32.class, Placeholder.shape(any));
    versus = tf.withName("versus").placeholderWithDefault(tf.constant(new int[] {-1}), any);
    sign = tf.withName("sign").placeholderWithDefault(tf.constant(new float[] {1}), any);
    var predicted = tf.math.argMax(classifier.logits(), tf.constant(1), TInt32.class);
    target = tf.select(tf.math.less(classIndex, tf.constant(0)), predicted, classIndex);
  }

  /**
   * The sum over the batch of each image's score: its gradient at an image is that of the image's
   * own, as no image meets another.
   */
  public Operand<TFloat32> score(Ops tf, Score score) {
    var over = tf.math.sub(oneHot(tf, target), oneHot(tf, versus));
    Operand<TFloat32> own = weighed(tf, outputs, over);
    Operand<TFloat32> each =
        switch (count() == 0 && score != Score.OWN_LOGIT ? Score.OWN : score) {
          case OWN -> own;
          case OWN_LOGIT -> weighed(tf, classifier.logits(), over);
          case OVER_NEAREST ->
              tf.math.sub(
                  own,
                  tf.math.mul(weighed(tf, outputs, nearest(tf)), tf.constant(GAMMA / count())));
          case OVER_NEAREST_BY_PROBABILITY -> overLikelyNearest(tf, own);
        };
    return tf.reduceSum(tf.math.mul(each, sign), tf.constant(0));
  }

  /** [N]: the mean over the nearest classes of what the score has over each, by probability. */
  private Operand<TFloat32> overLikelyNearest(Ops tf, Operand<TFloat32> own) {
    var likely = tf.math.mul(nearest(tf), classifier.probabilities());
    var over = tf.math.sub(tf.expandDims(own, tf.constant(-1)), outputs);
    var last = tf.constant(-1);
    var sum = tf.reduceSum(tf.math.mul(likely, over), last, ReduceSum.keepDims(false));
    var total = tf.reduceSum(likely, last, ReduceSum.keepDims(false));
    return tf.math.div(sum, tf.math.add(total, tf.constant(EPSILON)));
  }

  /** What targets are scored by: logits or probabilities, [N, classes]. */
  public Output<TFloat32> outputs() {
    return outputs;
  }

  /** [N]: the sum over the classes of weight times output. */
  private static Operand<TFloat32> weighed(
      Ops tf, Operand<TFloat32> outputs, Operand<TFloat32> weights) {
    return tf.reduceSum(tf.math.mul(outputs, weights), tf.constant(-1), ReduceSum.keepDims(false));
  }

  /** A class of -1 gives a row of zeros. */
  private Operand<TFloat32> oneHot(Ops tf, Operand<TInt32> index) {
    return tf.oneHot(index, tf.constant(classes), tf.constant(1f), tf.constant(0f));
  }

  /** How many classes are near; none where there is only one class. */
  private int count() {
    return Math.min(NEAREST, classes - 1);
  }

  /** [N, classes]: 1 for each of the classes whose logits are nearest to the target's, else 0. */
  private Operand<TFloat32> nearest(Ops tf) {
    var own = oneHot(tf, target);
    var logits = classifier.logits();
    var logit = tf.reduceSum(tf.math.mul(logits, own), tf.constant(-1), ReduceSum.keepDims(true));
    var distance = tf.math.abs(tf.math.sub(logits, logit));
    var others = tf.math.sub(tf.math.neg(distance), tf.math.mul(own, tf.constant(1e30f)));
    var top = tf.nn.topK(others, tf.constant(count()), new TopK.Options[] {TopK.sorted(true)});
    var rows = oneHot(tf, top.indices());
    return tf.stopGradient(tf.reduceSum(rows, tf.constant(1), ReduceSum.keepDims(false)));
  }
}
