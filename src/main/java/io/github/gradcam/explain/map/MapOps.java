package io.github.gradcam.explain.map;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceMin;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.types.TFloat32;

/**
 * What is drawn of a signed map: the ReLU of it, scaled to 0..1 at the layer's size, resized to the
 * network's input size, and scaled again.
 *
 * @param layerMap at the layer's size, [N, h, w] in 0..1
 * @param heatmaps at the network's input size, [N, H, W] in 0..1
 */
public record MapOps(Operand<TFloat32> layerMap, Operand<TFloat32> heatmaps) {

  /** Keeps the scaling from dividing by zero, as in the reference implementation. */
  public static final float EPSILON = 1e-7f;

  /**
   * Adds the ops.
   *
   * @param signed before the ReLU, [N, h, w]
   * @param inputSize H and W
   */
  public static MapOps of(Ops tf, Operand<TFloat32> signed, int inputSize) {
    Operand<TFloat32> layerMap = scaled(tf, tf.nn.relu(signed));
    return new MapOps(layerMap, scaled(tf, resized(tf, layerMap, inputSize)));
  }

  /** (M - min) / (max - min + 1e-7) for each image. */
  private static Operand<TFloat32> scaled(Ops tf, Operand<TFloat32> maps) {
    var places = tf.constant(new int[] {1, 2});
    var low = tf.reduceMin(maps, places, ReduceMin.keepDims(true));
    var high = tf.reduceMax(maps, places, ReduceMax.keepDims(true));
    var range = tf.math.add(tf.math.sub(high, low), tf.constant(EPSILON));
    return tf.math.div(tf.math.sub(maps, low), range);
  }

  /** Bilinear, with half-pixel centres. */
  private static Operand<TFloat32> resized(Ops tf, Operand<TFloat32> maps, int size) {
    var bilinear =
        tf.image.resizeBilinear(
            tf.expandDims(maps, tf.constant(-1)),
            tf.constant(new int[] {size, size}),
            ResizeBilinear.halfPixelCenters(true));
    return tf.squeeze(bilinear, Squeeze.axis(List.of(3L)));
  }
}
