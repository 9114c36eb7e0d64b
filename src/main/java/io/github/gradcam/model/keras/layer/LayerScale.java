package io.github.gradcam.model.keras.layer;

import io.github.gradcam.model.layer.Layer;
import io.github.gradcam.model.layer.LayerScope;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** A learned factor a channel (Touvron et al., ICCV 2021), as ConvNeXt has it. */
public enum LayerScale implements Layer {
  /** The only one: it has no settings. */
  LAYER_SCALE;

  @Override
  public String kind() {
    return "layer_scale";
  }

  @Override
  public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    Operand<TFloat32> x = inputs.get(0);
    long channels = x.shape().get(x.shape().numDimensions() - 1);
    return scope.output().math.mul(x, scope.weight("gamma", Shape.of(channels)));
  }
}
