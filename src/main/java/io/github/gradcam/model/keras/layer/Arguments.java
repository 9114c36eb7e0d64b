package io.github.gradcam.model.keras.layer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.keras.config.Argument;
import io.github.gradcam.model.keras.config.Call;
import io.github.gradcam.model.keras.config.LayerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What one call of a layer gets, with the tensors looked up. */
public final class Arguments {

  private final Call call;
  private final Function<Argument.Tensor, Operand<TFloat32>> lookup;

  public Arguments(Call call, Function<Argument.Tensor, Operand<TFloat32>> lookup) {
    this.call = call;
    this.lookup = lookup;
  }

  /** Tensors alone, as a sequence hands them on. */
  public Arguments(List<Operand<TFloat32>> tensors) {
    List<Argument> positional = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      positional.add(new Argument.Tensor("", 0, i));
    }
    this.call = new Call(positional, Map.of());
    this.lookup = tensor -> tensors.get(tensor.output());
  }

  /** All tensors, first to last. */
  public List<Operand<TFloat32>> tensors() {
    return call.tensors().map(lookup).toList();
  }

  /** The tensors of one argument, which may be a list. */
  public List<Operand<TFloat32>> tensors(int position, String... names) {
    Argument argument = find(position, names);
    return argument == null ? List.of() : argument.tensors().map(lookup).toList();
  }

  /** A tensor, or numbers as a constant. */
  Operand<TFloat32> operand(Ops tf, int position, String... names) {
    Argument argument = find(position, names);
    if (argument instanceof Argument.Tensor tensor) {
      return lookup.apply(tensor);
    }
    if (argument instanceof Argument.Many many && many.all().size() == 1) {
      return lookup.apply(many.tensors().findFirst().orElseThrow());
    }
    List<Float> numbers = new ArrayList<>();
    LayerConfig.collect(value(position, names), numbers);
    if (numbers.isEmpty()) {
      throw new ModelException(
          "expected a tensor or numbers as argument '%s', found none"
              .formatted(String.join("' or '", names)));
    }
    return constant(tf, numbers);
  }

  /** What is no tensor; missing where there is none, or it is null. */
  JsonNode value(int position, String... names) {
    return find(position, names) instanceof Argument.Value value && !value.json().isNull()
        ? value.json()
        : MissingNode.getInstance();
  }

  private @Nullable Argument find(int position, String... names) {
    for (String name : names) {
      Argument named = call.named().get(name);
      if (named != null) {
        return named;
      }
    }
    return position >= 0 && position < call.positional().size()
        ? call.positional().get(position)
        : null;
  }

  /** One number as a scalar, several as a vector. */
  static Operand<TFloat32> constant(Ops tf, List<Float> numbers) {
    if (numbers.size() == 1) {
      return tf.constant(numbers.get(0));
    }
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.get(i);
    }
    return tf.constant(values);
  }
}
