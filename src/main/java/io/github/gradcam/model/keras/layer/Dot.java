package io.github.gradcam.model.keras.layer;

import io.github.gradcam.model.keras.config.LayerConfig;
import io.github.gradcam.model.layer.Layer;
import io.github.gradcam.model.layer.LayerScope;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;

/**
 * The sum of products of two inputs along an axis of each; inputs of two or three axes.
 *
 * @param first the axis of the first
 * @param second the axis of the second
 * @param normalize whether each input gets length 1 along its axis before
 */
public record Dot(int first, int second, boolean normalize) implements Layer {

  @Override
  public String kind() {
    return "dot";
  }

  @Override
  public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    Ops tf = scope.inner();
    Operand<TFloat32> a = inputs.get(0);
    Operand<TFloat32> b = inputs.get(1);
    int rankA = a.shape().numDimensions();
    int rankB = b.shape().numDimensions();
    if (rankA > 3 || rankB > 3) {
      throw new IllegalArgumentException(
          "expected inputs of two or three axes, found %s and %s".formatted(a.shape(), b.shape()));
    }
    int axisA = LayerConfig.axis(first, rankA);
    int axisB = LayerConfig.axis(second, rankB);
    if (normalize) {
      a = unit(tf, tf, a, List.of(axisA));
      b = unit(tf, tf, b, List.of(axisB));
    }
    if (rankA == 2 && rankB == 2) {
      var along = tf.constant(1);
      return scope.output().reduceSum(tf.math.mul(a, b), along, ReduceSum.keepDims(true));
    }
    Operand<TFloat32> rows = rankA == 2 ? tf.expandDims(a, tf.constant(1)) : moved(tf, a, axisA, 2);
    Operand<TFloat32> columns =
        rankB == 2 ? tf.expandDims(b, tf.constant(2)) : moved(tf, b, axisB, 1);
    if (rankA == 3 && rankB == 3) {
      return scope.output().train.batchMatMul(rows, columns, TFloat32.class);
    }
    Operand<TFloat32> product = tf.train.batchMatMul(rows, columns, TFloat32.class);
    long gone = rankA == 2 ? 1 : 2;
    return scope.output().squeeze(product, Squeeze.axis(List.of(gone)));
  }

  private static Operand<TFloat32> moved(Ops tf, Operand<TFloat32> x, int from, int to) {
    return from == to ? x : tf.linalg.transpose(x, tf.constant(new int[] {0, 2, 1}));
  }

  /** x / sqrt(sum of squares) along axes. */
  static Operand<TFloat32> unit(Ops tf, Ops last, Operand<TFloat32> x, List<Integer> axes) {
    int rank = x.shape().numDimensions();
    List<Integer> along = new ArrayList<>(axes);
    int[] where = along.stream().mapToInt(axis -> LayerConfig.axis(axis, rank)).toArray();
    var squares = tf.reduceSum(tf.math.square(x), tf.constant(where), ReduceSum.keepDims(true));
    return last.math.mul(x, tf.math.rsqrt(tf.math.maximum(squares, tf.constant(1e-12f))));
  }
}
