package io.github.gradcam.model.keras.layer;

import io.github.gradcam.model.layer.Layer;
import io.github.gradcam.model.layer.LayerScope;
import io.github.gradcam.model.layer.Size;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The middle of each image, which is enlarged first where it is too small.
 *
 * @param size rows and columns
 */
record CenterCrop(Size size) implements Layer {

  @Override
  public String kind() {
    return "center_crop";
  }

  @Override
  public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    Operand<TFloat32> x = inputs.get(0);
    int top = (int) (x.shape().get(1) - size.rows()) / 2;
    int left = (int) (x.shape().get(2) - size.columns()) / 2;
    if (x.shape().get(1) < size.rows() || x.shape().get(2) < size.columns()) {
      return new Resizing(size, ImageResize.BILINEAR, true).call(scope, inputs);
    }
    return part(scope.inner(), scope.output(), x, top, left, size.rows(), size.columns());
  }

  /** Takes rows and columns from a first row and column on; -1 for all that follow. */
  static Operand<TFloat32> part(
      Ops tf, Ops last, Operand<TFloat32> x, int top, int left, int rows, int columns) {
    var from = tf.constant(new int[] {0, top, left, 0});
    return last.slice(x, from, tf.constant(new int[] {-1, rows, columns, -1}));
  }
}
