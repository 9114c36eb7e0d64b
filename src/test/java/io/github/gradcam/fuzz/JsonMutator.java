package io.github.gradcam.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Damages the meaning of JSON and keeps it JSON: values, types, keys and depth. */
final class JsonMutator {

  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int MOST_CHANGES = 3;
  private static final int DEEP = 300;

  private static final List<JsonNode> VALUES =
      List.of(
          NODES.numberNode(0),
          NODES.numberNode(-1),
          NODES.numberNode(1),
          NODES.numberNode(3),
          NODES.numberNode(0.5),
          NODES.numberNode(65_537),
          NODES.numberNode(1_000_000),
          NODES.numberNode(Integer.MAX_VALUE),
          NODES.numberNode(Long.MIN_VALUE),
          NODES.numberNode(1e300),
          NODES.textNode(""),
          NODES.textNode("x".repeat(5000)),
          NODES.textNode("../..\u0000\u001b[31m"),
          NODES.nullNode(),
          NODES.booleanNode(true),
          NODES.booleanNode(false),
          NODES.objectNode(),
          NODES.arrayNode());

  private final RandomGenerator random;

  JsonMutator(RandomGenerator random) {
    this.random = random;
  }

  byte[] mutated(byte[] json) throws IOException {
    JsonNode root = JSON.readTree(json);
    for (int left = 1 + random.nextInt(MOST_CHANGES); left > 0; left--) {
      List<Consumer<JsonNode>> places = new ArrayList<>();
      List<JsonNode> nodes = new ArrayList<>();
      collect(root, places, nodes);
      if (!places.isEmpty()) {
        places.get(random.nextInt(places.size())).accept(value(nodes));
      }
    }
    return JSON.writeValueAsBytes(root);
  }

  /** Where a value can be put, and the values that there are; a missing one takes the key along. */
  private void collect(JsonNode node, List<Consumer<JsonNode>> places, List<JsonNode> nodes) {
    nodes.add(node);
    if (node instanceof ObjectNode object) {
      object.fieldNames().forEachRemaining(key -> places.add(value -> set(object, key, value)));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int index = i;
        places.add(value -> set(array, index, value));
      }
    }
    node.forEach(child -> collect(child, places, nodes));
  }

  private static void set(ObjectNode object, String key, JsonNode value) {
    if (value.isMissingNode()) {
      object.remove(key);
    } else {
      object.set(key, value);
    }
  }

  private void set(ArrayNode array, int index, JsonNode value) {
    if (value.isMissingNode()) {
      array.remove(index);
    } else if (random.nextBoolean()) {
      array.insert(index, value);
    } else {
      array.set(index, value);
    }
  }

  private JsonNode value(List<JsonNode> nodes) {
    return switch (random.nextInt(8)) {
      case 0, 1 -> NODES.missingNode();
      case 2, 3 -> nodes.get(random.nextInt(nodes.size())).deepCopy();
      case 4 -> deep(nodes.get(random.nextInt(nodes.size())).deepCopy());
      default -> VALUES.get(random.nextInt(VALUES.size())).deepCopy();
    };
  }

  private JsonNode deep(JsonNode core) {
    JsonNode node = core;
    for (int i = random.nextInt(DEEP); i > 0; i--) {
      node = NODES.arrayNode().add(node);
    }
    return node;
  }
}
