package io.github.gradcam.model.keras.weights;

import io.github.gradcam.model.layer.WeightArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Hands a layer its weights one after the other, in the order in which Keras made them. */
public final class LayerWeights implements Function<String, @Nullable WeightArray> {

  private final StoredWeights stored;
  private int next;

  public LayerWeights(StoredWeights stored) {
    this.stored = stored;
  }

  @Override
  public @Nullable WeightArray apply(String scopedName) {
    String name = scopedName.substring(scopedName.lastIndexOf('/') + 1);
    return stored.find(name, next++);
  }
}
