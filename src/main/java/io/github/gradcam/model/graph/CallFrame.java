package io.github.gradcam.model.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef.ArgDef;

/** One call of a function: which tensors of the graph its arguments and ops have become. */
final class CallFrame {

  private record Inlined(String name, NodeDef node) {}

  private final FunctionDef function;
  private final OpOutputs outputs;
  private final Map<String, String> arguments = new HashMap<>();
  private final Map<String, Inlined> body = new HashMap<>();

  CallFrame(NodeDef call, FunctionDef function, OpOutputs outputs) {
    this.function = function;
    this.outputs = outputs;
    List<ArgDef> formal = function.getSignature().getInputArgList();
    for (int i = 0; i < formal.size(); i++) {
      arguments.put(formal.get(i).getName(), call.getInput(i));
    }
  }

  void put(NodeDef node, String name) {
    body.put(node.getName(), new Inlined(name, node));
  }

  /** The graph's tensor for what the function calls {@code argument} or {@code op:output:0}. */
  String tensor(String input) {
    String[] parts = input.split(":", -1);
    if (parts.length < 3) {
      return known(arguments.get(parts[0]), input);
    }
    Inlined op = known(body.get(parts[0]), input);
    int number = outputs.number(op.node(), parts[1], Integer.parseInt(parts[2]));
    return NodeIndex.tensor(op.name(), number);
  }

  private <T> T known(@Nullable T found, String input) {
    return Optional.ofNullable(found)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected '%s' in the function '%s', found none"
                        .formatted(input, function.getSignature().getName())));
  }
}
