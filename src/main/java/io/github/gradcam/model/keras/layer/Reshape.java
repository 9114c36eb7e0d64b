package io.github.gradcam.model.keras.layer;

import io.github.gradcam.model.layer.Layer;
import io.github.gradcam.model.layer.LayerScope;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The same values in another shape: [N, ...] to [N, sides].
 *
 * @param sides after N; one may be -1, which is what is left
 */
record Reshape(List<Integer> sides) implements Layer {

  @Override
  public String kind() {
    return "reshape";
  }

  @Override
  public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    Operand<TFloat32> x = inputs.get(0);
    Ops tf = scope.inner();
    int[] target = resolved(x.shape());
    Operand<TInt32> shape = tf.constant(target);
    boolean open = false;
    for (int side : target) {
      open |= side < 0;
    }
    Operand<TInt32> count =
        open
            ? tf.slice(tf.shape(x), tf.constant(new int[] {0}), tf.constant(new int[] {1}))
            : tf.constant(new int[] {-1});
    return scope.output().reshape(x, tf.concat(List.of(count, shape), tf.constant(0)));
  }

  /** The sides with the open one computed, where the input's are known. */
  private int[] resolved(Shape input) {
    long values = 1;
    for (int i = 1; i < input.numDimensions(); i++) {
      values = input.get(i) < 0 || values < 0 ? -1 : values * input.get(i);
    }
    long known = 1;
    for (int side : sides) {
      known *= side < 0 ? 1 : side;
    }
    int left = values < 0 || known == 0 ? -1 : (int) (values / known);
    return sides.stream().mapToInt(side -> side < 0 ? left : side).toArray();
  }
}
