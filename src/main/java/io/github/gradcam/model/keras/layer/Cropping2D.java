package io.github.gradcam.model.keras.layer;

import io.github.gradcam.model.layer.Layer;
import io.github.gradcam.model.layer.LayerScope;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.types.TFloat32;

/**
 * Images without their borders.
 *
 * @param top rows cut off above
 * @param bottom rows cut off below
 * @param left columns cut off before
 * @param right columns cut off after
 */
record Cropping2D(int top, int bottom, int left, int right) implements Layer {

  @Override
  public String kind() {
    return "cropping2d";
  }

  @Override
  public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    Ops tf = scope.inner();
    long toTheEnd = 0b1001L | (bottom == 0 ? 0b0010L : 0) | (right == 0 ? 0b0100L : 0);
    return scope
        .output()
        .stridedSlice(
            inputs.get(0),
            tf.constant(new int[] {0, top, left, 0}),
            tf.constant(new int[] {0, -bottom, -right, 0}),
            tf.constant(new int[] {1, 1, 1, 1}),
            StridedSlice.endMask(toTheEnd));
  }
}
