package io.github.gradcam.model.keras;

import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.keras.config.Argument;
import io.github.gradcam.model.keras.config.Call;
import io.github.gradcam.model.keras.config.LayerConfig;
import io.github.gradcam.model.keras.config.ModelConfig;
import io.github.gradcam.model.keras.layer.Arguments;
import io.github.gradcam.model.keras.weights.StoredWeights;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** The calls of a functional model's layers, made as soon as what they are called with is there. */
final class FunctionalGraph {

  /**
   * A call that waits.
   *
   * @param layer what is called
   * @param node which of its calls, from 0
   * @param call with what
   */
  private record Waiting(LayerConfig layer, int node, Call call) {}

  /**
   * What a call gives.
   *
   * @param layer its name
   * @param node which of its calls, from 0
   */
  private record Made(String layer, int node) {}

  private final Deque<Waiting> ready = new ArrayDeque<>();
  private final Map<Made, List<Waiting>> waiting = new HashMap<>();
  private final NetworkBuilder builder;
  private final ModelConfig model;
  private final Place place;
  private final Map<String, StoredWeights> weights;
  private final Map<String, List<List<Operand<TFloat32>>>> results = new HashMap<>();

  FunctionalGraph(
      NetworkBuilder builder, ModelConfig model, Place place, Map<String, StoredWeights> weights) {
    this.builder = builder;
    this.model = model;
    this.place = place;
    this.weights = weights;
  }

  List<Operand<TFloat32>> outputs(List<Operand<TFloat32>> inputs) {
    List<Argument.Tensor> names = model.inputs();
    if (names.size() != inputs.size()) {
      throw model
          .self()
          .problem("expected %d inputs, found %d".formatted(names.size(), inputs.size()));
    }
    for (int i = 0; i < inputs.size(); i++) {
      results.put(names.get(i).layer(), List.of(List.of(inputs.get(i))));
    }
    callAll();
    List<Operand<TFloat32>> outputs = new ArrayList<>();
    for (Argument.Tensor name : model.outputs()) {
      Operand<TFloat32> output = find(name);
      if (output == null) {
        throw model
            .self()
            .problem("expected an output of '%s', found none".formatted(name.layer()));
      }
      outputs.add(output);
    }
    return outputs;
  }

  /** Each call waits for one result at a time, so that the time is linear in the calls. */
  private void callAll() {
    for (LayerConfig layer : model.layers()) {
      List<Call> calls = Call.of(layer.node().path("inbound_nodes"));
      for (int node = 0; node < calls.size(); node++) {
        queue(new Waiting(layer, node, calls.get(node)));
      }
    }
    while (!ready.isEmpty()) {
      Waiting next = ready.remove();
      makeCall(next);
      Made made = new Made(next.layer().name(), next.node());
      Optional.ofNullable(waiting.remove(made)).stream().flatMap(List::stream).forEach(this::queue);
    }
  }

  private void queue(Waiting call) {
    missing(call)
        .ifPresentOrElse(
            made -> waiting.computeIfAbsent(made, any -> new ArrayList<>()).add(call),
            () -> ready.add(call));
  }

  /** A result that a call needs and that is not there yet: the layer's earlier calls come first. */
  private Optional<Made> missing(Waiting call) {
    String name = call.layer().name();
    if (results.getOrDefault(name, List.of()).size() < call.node()) {
      return Optional.of(new Made(name, call.node() - 1));
    }
    return call.call()
        .tensors()
        .filter(tensor -> find(tensor) == null)
        .map(tensor -> new Made(tensor.layer(), tensor.node()))
        .findFirst();
  }

  private void makeCall(Waiting waiting) {
    LayerConfig layer = waiting.layer();
    String name = waiting.node() == 0 ? layer.name() : place.again(layer.name());
    Arguments arguments = new Arguments(waiting.call(), tensor -> found(tensor));
    StoredWeights stored = NetworkBuilder.weightsOf(weights, layer);
    results
        .computeIfAbsent(layer.name(), key -> new ArrayList<>())
        .add(builder.call(layer, name, place, stored, arguments));
  }

  private Operand<TFloat32> found(Argument.Tensor tensor) {
    Operand<TFloat32> found = find(tensor);
    if (found == null) {
      throw new ModelException("Expected a result of layer '%s', found none".formatted(tensor));
    }
    return found;
  }

  private @Nullable Operand<TFloat32> find(Argument.Tensor tensor) {
    List<List<Operand<TFloat32>>> calls = results.getOrDefault(tensor.layer(), List.of());
    return tensor.node() < calls.size() && tensor.output() < calls.get(tensor.node()).size()
        ? calls.get(tensor.node()).get(tensor.output())
        : null;
  }
}
