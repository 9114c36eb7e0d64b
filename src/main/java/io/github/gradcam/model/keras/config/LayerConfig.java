package io.github.gradcam.model.keras.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.gradcam.image.FailureWords;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.layer.Padding;
import io.github.gradcam.model.layer.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.tensorflow.exceptions.TensorFlowException;

/**
 * One layer, or nested model, as the file describes it.
 *
 * @param className such as {@code Conv2D}
 * @param name as Keras users know it, unique in its model
 * @param path the name with those of the models around it, for people
 * @param node the whole of its JSON
 * @param keras the major version of Keras that wrote it
 */
public record LayerConfig(String className, String name, String path, JsonNode node, int keras) {

  private static final Pattern WEIGHTED =
      Pattern.compile(".*Conv2D.*|Dense|.*Normalization.*|PReLU|LayerScale");

  private static final int LARGEST = 1_000_000;

  private static final Set<String> MODELS = Set.of("Functional", "Model", "Sequential");

  /** Reads one element of a model's list of layers. */
  public static LayerConfig of(JsonNode node, String parentPath, int keras) {
    String name = node.path("config").path("name").asText(node.path("name").asText("model"));
    String path = parentPath.isEmpty() ? name : parentPath + "/" + name;
    return new LayerConfig(className(node), name, path, node, keras);
  }

  private static String className(JsonNode node) {
    return node.path("class_name").asText("of no class");
  }

  /** The same settings as another class of layer: an activation that is given as a layer. */
  public LayerConfig as(JsonNode other) {
    return new LayerConfig(className(other), name, path, other, keras);
  }

  public boolean isModel() {
    JsonNode config = node.path("config");
    return MODELS.contains(className) && (config.isArray() || config.path("layers").isArray());
  }

  /** Tells whether the class is one whose layers hold weights. */
  public boolean hasWeights() {
    return WEIGHTED.matcher(className).matches();
  }

  /** A setting; missing where there is none, or it is null. */
  public JsonNode get(String key) {
    JsonNode value = node.path("config").path(key);
    return value.isNull() ? MissingNode.getInstance() : value;
  }

  public boolean has(String key) {
    return !get(key).isMissingNode();
  }

  public String text(String key, String otherwise) {
    return get(key).asText(otherwise);
  }

  public boolean flag(String key, boolean otherwise) {
    return get(key).asBoolean(otherwise);
  }

  public float number(String key, double otherwise) {
    return (float) get(key).asDouble(otherwise);
  }

  public int count(String key, int otherwise) {
    JsonNode value = get(key);
    JsonNode one = value.isArray() && value.size() == 1 ? value.get(0) : value;
    checkSize(key, one.asDouble(otherwise));
    return one.asInt(otherwise);
  }

  public int count(String key) {
    if (!has(key)) {
      throw problem("expected a value of '%s', found none".formatted(key));
    }
    int count = count(key, 0);
    if (count < 1) {
      throw problem("expected '%s' of 1 or more, found %d".formatted(key, count));
    }
    return count;
  }

  /** What no layer of a network has is told before memory is asked for it. */
  private void checkSize(String key, double value) {
    if (Math.abs(value) > LARGEST) {
      throw problem("expected '%s' of at most %,d, found %,.0f".formatted(key, LARGEST, value));
    }
  }

  /** Numbers of a scalar or a list of any depth, row by row. */
  public List<Float> numbers(String key) {
    List<Float> numbers = new ArrayList<>();
    collect(get(key), numbers);
    return numbers;
  }

  public static void collect(JsonNode node, List<Float> numbers) {
    if (node.isNumber()) {
      numbers.add(node.floatValue());
    }
    if (node.isObject() && node.has("config")) {
      collect(node.path("config").path("value"), numbers);
    }
    if (node.isArray()) {
      node.forEach(child -> collect(child, numbers));
    }
  }

  public List<Integer> counts(String key) {
    List<Float> numbers = numbers(key);
    numbers.forEach(number -> checkSize(key, number));
    return numbers.stream().map(Float::intValue).toList();
  }

  /** One number for both, or two: rows, columns. */
  public Size size(String key, Size otherwise) {
    List<Integer> sides = counts(key);
    if (sides.isEmpty()) {
      return otherwise;
    }
    return new Size(sides.get(0), sides.get(sides.size() - 1));
  }

  public Padding padding() {
    String padding = text("padding", "valid");
    return switch (padding.toLowerCase(Locale.ROOT)) {
      case "same" -> Padding.SAME;
      case "valid" -> Padding.VALID;
      default -> throw problem("expected padding 'same' or 'valid', found '%s'".formatted(padding));
    };
  }

  /** An axis counted from the first, where the last may be -1. */
  public static int axis(int axis, int rank) {
    return axis < 0 ? axis + rank : axis;
  }

  /** An error that names the layer, for one that does not; Java's own tell of indexes and types. */
  public ModelException problem(RuntimeException cause) {
    boolean inWords =
        cause instanceof IllegalArgumentException || cause instanceof TensorFlowException;
    String what =
        inWords ? FailureWords.of(cause) : "expected the settings that Keras writes, found others";
    return new ModelException("Layer '%s' (%s): %s".formatted(path, className, what), cause);
  }

  /** An error that names the layer. */
  public ModelException problem(String what) {
    return new ModelException("Layer '%s' (%s): %s".formatted(path, className, what));
  }
}
