package io.github.gradcam.model.keras;

import io.github.gradcam.model.ModelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private void callAll() {
    Deque<Waiting> waiting = new ArrayDeque<>();
    for (LayerConfig layer : model.layers()) {
      List<Call> calls = Call.of(layer.node().path("inbound_nodes"));
      for (int node = 0; node < calls.size(); node++) {
        waiting.add(new Waiting(layer, node, calls.get(node)));
      }
    }
    int delayed = 0;
    while (!waiting.isEmpty() && delayed <= waiting.size()) {
      Waiting next = waiting.remove();
      if (isReady(next)) {
        makeCall(next);
        delayed = 0;
      } else {
        waiting.add(next);
        delayed++;
      }
    }
  }

  private boolean isReady(Waiting waiting) {
    int made = results.getOrDefault(waiting.layer().name(), List.of()).size();
    return made == waiting.node()
        && waiting.call().tensors().allMatch(tensor -> find(tensor) != null);
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
