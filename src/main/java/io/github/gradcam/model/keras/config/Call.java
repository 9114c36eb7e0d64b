package io.github.gradcam.model.keras.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One call of a layer in a functional model.
 *
 * @param positional arguments in order
 * @param named arguments by their names
 */
public record Call(List<Argument> positional, Map<String, Argument> named) {

  /** The calls of a layer, from {@code inbound_nodes} as Keras 2 or 3 writes it. */
  public static List<Call> of(JsonNode inboundNodes) {
    List<Call> calls = new ArrayList<>();
    inboundNodes.forEach(node -> calls.add(node.has("args") ? keras3(node) : keras2(node)));
    return calls;
  }

  /** All tensors it is called with. */
  public Stream<Argument.Tensor> tensors() {
    return Stream.concat(positional.stream(), named.values().stream()).flatMap(Argument::tensors);
  }

  private static Call keras3(JsonNode node) {
    List<Argument> positional = new ArrayList<>();
    node.path("args").forEach(argument -> positional.add(argument(argument)));
    return new Call(positional, named(node.path("kwargs")));
  }

  /** [[layer, node, output, kwargs]...], or one of these alone. */
  private static Call keras2(JsonNode node) {
    if (isTensor(node)) {
      return new Call(List.of(argument(node)), named(node.path(3)));
    }
    List<Argument> inputs = new ArrayList<>();
    node.forEach(element -> inputs.add(argument(element)));
    JsonNode first = node.path(0);
    Map<String, Argument> named = named(isTensor(first) ? first.path(3) : first.path(0).path(3));
    return new Call(inputs.size() == 1 ? inputs : List.of(new Argument.Many(inputs)), named);
  }

  private static Map<String, Argument> named(JsonNode kwargs) {
    Map<String, Argument> named = new LinkedHashMap<>();
    kwargs.properties().forEach(entry -> named.put(entry.getKey(), argument(entry.getValue())));
    return named;
  }

  private static boolean isTensor(JsonNode node) {
    return node.isArray()
        && node.path(0).isTextual()
        && node.path(1).isInt()
        && (node.path(2).isInt() || node.path(1).asInt() < 0);
  }

  static Argument argument(JsonNode node) {
    if (isTensor(node)) {
      return node.path(1).asInt() < 0
          ? new Argument.Value(node.path(2)) // ["_CONSTANT_VALUE", -1, value, kwargs]
          : new Argument.Tensor(node.path(0).asText(), node.path(1).asInt(), node.path(2).asInt());
    }
    if (node.path("class_name").asText().equals("__keras_tensor__")) {
      return argument(node.path("config").path("keras_history"));
    }
    JsonNode elements =
        node.path("class_name").asText().equals("__tuple__") ? node.path("items") : node;
    boolean holds =
        elements.toString().contains("keras_history")
            || (elements.isArray() && holdsTensor(elements));
    if (!holds) {
      return new Argument.Value(elements);
    }
    List<Argument> all = new ArrayList<>();
    elements.forEach(element -> all.add(argument(element)));
    return new Argument.Many(all);
  }

  private static boolean holdsTensor(JsonNode elements) {
    for (JsonNode element : elements) {
      if (isTensor(element) || (element.isArray() && holdsTensor(element))) {
        return true;
      }
    }
    return false;
  }
}
