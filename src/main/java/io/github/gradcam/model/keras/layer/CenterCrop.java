package io.github.gradcam.model.keras.layer;

import io.github.gradcam.model.layer.Layer;
import io.github.gradcam.model.layer.LayerScope;
import io.github.gradcam.model.layer.Size;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The middle of each picture, which is enlarged first where it is too small.
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
    return Window.of(scope.inner(), scope.output(), x, top, left, size.rows(), size.columns());
  }
}
