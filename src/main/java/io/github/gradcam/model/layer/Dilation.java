package io.github.gradcam.model.layer;

import java.util.List;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A convolution whose kernel has gaps, as a plain one on each of the images that every d-th row and
 * column make. The op itself has no gradient on the CPU.
 *
 * @param rate d, of rows and of columns
 * @param kernel rows and columns of the kernel
 * @param padding what happens at the borders
 */
record Dilation(Size rate, Size kernel, Padding padding) {

  /**
   * Adds the ops.
   *
   * @param tf for what comes before the last
   * @param last names the last
   * @param x [N, H, W, C]; H and W may be unknown
   * @param convolution without padding, of step 1
   * @return [N, H', W', C']
   */
  Operand<TFloat32> apply(
      Ops tf, Ops last, Operand<TFloat32> x, UnaryOperator<Operand<TFloat32>> convolution) {
    int height = padding == Padding.SAME ? (kernel.rows() - 1) * rate.rows() : 0;
    int width = padding == Padding.SAME ? (kernel.columns() - 1) * rate.columns() : 0;
    var before = tf.constant(new int[] {height / 2, width / 2});
    var after = tf.constant(new int[] {height - height / 2, width - width / 2});
    var block = tf.constant(new int[] {rate.rows(), rate.columns()});
    var places = places(tf, x);
    // Rows and columns that make the image a whole number of blocks; cut off again at the end.
    var surplus =
        tf.math.floorMod(tf.math.neg(tf.math.add(places, tf.math.add(before, after))), block);
    var paddings = tf.stack(List.of(before, tf.math.add(after, surplus)), Stack.axis(1L));
    var crops = tf.stack(List.of(tf.zerosLike(surplus), surplus), Stack.axis(1L));
    var parts = tf.spaceToBatchNd(x, block, paddings);
    return last.batchToSpaceNd(convolution.apply(parts), block, crops);
  }

  private static Operand<TInt32> places(Ops tf, Operand<TFloat32> x) {
    int height = (int) x.shape().get(1);
    int width = (int) x.shape().get(2);
    return height >= 0 && width >= 0
        ? tf.constant(new int[] {height, width})
        : tf.slice(tf.shape(x), tf.constant(new int[] {1}), tf.constant(new int[] {2}));
  }
}
