package io.github.gradcam.explain;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.math.Mean;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TFloat32;

/**
 * The scores of the places on the first principal component of the feature maps: X v, with X
 * [places, K] and v its first right singular vector. The component is found by squaring X X^T or
 * X^T X, whichever is smaller, again and again, and by multiplying a vector with the last power:
 * its 3584th power is the projection on the first eigenvector, but for a rest of (s2 / s1)^7168.
 * The sign, which the decomposition leaves open, is the one in which the map agrees with the mean
 * feature map.
 */
final class PrincipalComponent {

  /** To the 512th power. */
  private static final int SQUARINGS = 9;

  /**
   * A matrix whose largest entry is 1 may be squared so often before it is scaled again: the
   * entries stay below n^8, and the first eigenvalue above 1.
   */
  private static final int UNSCALED = 3;

  /** How often the power is then applied to a vector, which costs far less than squaring it. */
  private static final int PRODUCTS = 7;

  private static final float TINY = 1e-30f;
  private static final float ROUNDING = 1e-6f;

  private PrincipalComponent() {}

  static Operand<TFloat32> of(Ops tf, Operand<TFloat32> maps, boolean centred) {
    Shape shape = maps.shape();
    int height = (int) shape.get(1);
    int width = (int) shape.get(2);
    int channels = (int) shape.get(3);
    int places = height * width;
    Operand<TFloat32> given = tf.reshape(maps, tf.constant(new int[] {-1, places, channels}));
    Operand<TFloat32> peak = peak(tf, given);
    Operand<TFloat32> rows = tf.math.div(given, peak);
    Operand<TFloat32> x = centred ? centred(tf, rows) : rows;
    Operand<TFloat32> scores = places <= channels ? fromPlaces(tf, x) : fromChannels(tf, x);
    Operand<TFloat32> map = tf.math.mul(tf.math.mul(scores, sign(tf, scores, rows)), peak);
    return tf.reshape(map, tf.constant(new int[] {-1, height, width}));
  }

  /** Less the features' means; zeros where no more than rounding is left. */
  private static Operand<TFloat32> centred(Ops tf, Operand<TFloat32> rows) {
    Operand<TFloat32> x = tf.math.sub(rows, mean(tf, rows, 1));
    var varies = tf.math.greater(peak(tf, x), tf.constant(ROUNDING));
    return tf.math.mul(x, tf.dtypes.cast(varies, TFloat32.class));
  }

  /** u is the first eigenvector of X X^T; X v = u s1 = X X^T u / |X^T u|. */
  private static Operand<TFloat32> fromPlaces(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> gram = product(tf, x, x, false, true);
    Operand<TFloat32> u = leading(tf, gram);
    Operand<TFloat32> v = unit(tf, product(tf, x, u, true, false));
    return product(tf, x, v, false, false);
  }

  /** v is the first eigenvector of X^T X. */
  private static Operand<TFloat32> fromChannels(Ops tf, Operand<TFloat32> x) {
    return product(tf, x, leading(tf, product(tf, x, x, true, false)), false, false);
  }

  /** The first eigenvector of symmetric matrices [N, n, n], as [N, n, 1]. */
  private static Operand<TFloat32> leading(Ops tf, Operand<TFloat32> gram) {
    Operand<TFloat32> matrix = scaled(tf, gram);
    Operand<TFloat32> power = matrix;
    for (int i = 1; i <= SQUARINGS; i++) {
      Operand<TFloat32> squared = product(tf, power, power, false, false);
      power = i % UNSCALED == 0 ? scaled(tf, squared) : squared;
    }
    // each column of the power is the eigenvector times one of its entries: add them, signs aligned
    var diagonal = tf.linalg.matrixDiagPart(power, tf.constant(0), tf.constant(0f));
    var largest = tf.math.argMax(diagonal, tf.constant(1));
    var pick =
        tf.oneHot(
            largest, tf.constant((int) gram.shape().get(1)), tf.constant(1f), tf.constant(0f));
    Operand<TFloat32> vector = tf.expandDims(pick, tf.constant(-1));
    for (int i = 0; i < PRODUCTS; i++) {
      vector = product(tf, power, vector, false, false);
    }
    return unit(tf, product(tf, matrix, unit(tf, vector), false, false));
  }

  private static Operand<TFloat32> sign(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> rows) {
    Operand<TFloat32> average = mean(tf, rows, 2);
    Operand<TFloat32> centred = tf.math.sub(average, mean(tf, average, 1));
    Operand<TFloat32> agreement = total(tf, tf.math.mul(scores, centred));
    var agrees = tf.math.greaterEqual(agreement, tf.constant(0f));
    return tf.select(agrees, tf.onesLike(agreement), tf.math.neg(tf.onesLike(agreement)));
  }

  private static Operand<TFloat32> unit(Ops tf, Operand<TFloat32> vectors) {
    var length = tf.math.sqrt(total(tf, tf.math.square(vectors)));
    return tf.math.div(vectors, tf.math.maximum(length, tf.constant(TINY)));
  }

  private static Operand<TFloat32> scaled(Ops tf, Operand<TFloat32> matrices) {
    return tf.math.div(matrices, peak(tf, matrices));
  }

  /** The largest absolute value of each, above 0. */
  private static Operand<TFloat32> peak(Ops tf, Operand<TFloat32> matrices) {
    var places = tf.constant(new int[] {1, 2});
    var largest = tf.reduceMax(tf.math.abs(matrices), places, ReduceMax.keepDims(true));
    return tf.math.maximum(largest, tf.constant(TINY));
  }

  private static Operand<TFloat32> total(Ops tf, Operand<TFloat32> vectors) {
    return tf.reduceSum(vectors, tf.constant(new int[] {1, 2}), ReduceSum.keepDims(true));
  }

  private static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> values, int axis) {
    return tf.math.mean(values, tf.constant(axis), Mean.keepDims(true));
  }

  private static Operand<TFloat32> product(
      Ops tf, Operand<TFloat32> a, Operand<TFloat32> b, boolean transposeA, boolean transposeB) {
    return tf.train.batchMatMul(
        a, b, TFloat32.class, BatchMatMul.adjX(transposeA), BatchMatMul.adjY(transposeB));
  }
}
