package io.github.gradcam.model.layer;

import java.util.List;
import java.util.Locale;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** The layers that have neither settings nor weights. */
enum SimpleLayer implements Layer {
  RELU {
    @Override
    public String kind() {
      return "re_lu";
    }

    @Override
    public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
      return scope.output().nn.relu(inputs.get(0));
    }
  },
  GLOBAL_AVERAGE_POOLING_2D {
    @Override
    public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
      var places = scope.inner().constant(new int[] {1, 2});
      return scope.output().math.mean(inputs.get(0), places);
    }
  },
  FLATTEN {
    @Override
    public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
      var shape = inputs.get(0).shape();
      int features = 1;
      for (int axis = 1; axis < shape.numDimensions(); axis++) {
        if (shape.get(axis) < 0) {
          throw new IllegalArgumentException(
              "Expected a known size before flattening, found " + shape);
        }
        features *= (int) shape.get(axis);
      }
      return scope
          .output()
          .reshape(inputs.get(0), scope.inner().constant(new int[] {-1, features}));
    }
  },
  ADD {
    @Override
    public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
      if (inputs.size() != 2) {
        throw new IllegalArgumentException(
            "Expected two inputs of an add layer, found " + inputs.size());
      }
      return scope.output().math.add(inputs.get(0), inputs.get(1));
    }
  };

  @Override
  public String kind() {
    return name().toLowerCase(Locale.ROOT);
  }
}
