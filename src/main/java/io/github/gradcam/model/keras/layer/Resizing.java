package io.github.gradcam.model.keras.layer;

import io.github.gradcam.model.layer.Layer;
import io.github.gradcam.model.layer.LayerScope;
import io.github.gradcam.model.layer.Size;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Images at another size.
 *
 * @param size rows and columns
 * @param interpolation how
 * @param crop whether what does not fit the new shape is cut off first, else the image is stretched
 */
record Resizing(Size size, ImageResize interpolation, boolean crop) implements Layer {

  @Override
  public String kind() {
    return "resizing";
  }

  @Override
  public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    Operand<TFloat32> x = inputs.get(0);
    Ops tf = scope.inner();
    if (crop) {
      x = cropped(tf, x);
    }
    return interpolation.apply(
        scope.output(), x, tf.constant(new int[] {size.rows(), size.columns()}));
  }

  private Operand<TFloat32> cropped(Ops tf, Operand<TFloat32> x) {
    int height = (int) x.shape().get(1);
    int width = (int) x.shape().get(2);
    if (height < 0 || width < 0) {
      throw new IllegalArgumentException(
          "expected a known image size before cropping to a shape, found " + x.shape());
    }
    int rows = Math.min(height, (int) ((float) width * size.rows() / size.columns()));
    int columns = Math.min(width, (int) ((float) height * size.columns() / size.rows()));
    return CenterCrop.part(tf, tf, x, (height - rows) / 2, (width - columns) / 2, rows, columns);
  }
}
