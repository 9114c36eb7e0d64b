package io.github.gradcam.model.foreign.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What exporters write into a file besides the network: names of classes, layers, and pixels. */
public final class OnnxMetadata {

  /** Where this program writes which nodes are layers: a list of JSON. */
  public static final String LAYERS = "gradcam.layers";

  /** Where this program writes the names of classes: a list of JSON. */
  public static final String LABELS = "labels";

  /** Where names of classes stand, as Ultralytics, Transformers and others call it. */
  private static final List<String> NAMES =
      List.of("names", LABELS, "classes", "class_names", "id2label");

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();

  private final Map<String, String> said = new HashMap<>();

  OnnxMetadata(ModelProto model) {
    for (StringStringEntryProto entry : model.getMetadataPropsList()) {
      said.put(entry.getKey(), entry.getValue());
    }
  }

  /** The names of the classes in index order; none where nothing that is understood names them. */
  List<String> labels() {
    return NAMES.stream()
        .flatMap(key -> Stream.ofNullable(said.get(key)))
        .map(OnnxMetadata::names)
        .filter(names -> !names.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** The names of the nodes that are layers; none where nothing says which are. */
  List<String> layers() {
    return Stream.ofNullable(said.get(LAYERS)).flatMap(text -> names(text).stream()).toList();
  }

  /** A list or a dictionary of JSON or Python, or one name a line. */
  private static List<String> names(String text) {
    String stripped = text.strip();
    if (!stripped.startsWith("{") && !stripped.startsWith("[")) {
      return stripped.isEmpty() ? List.of() : stripped.lines().map(String::strip).toList();
    }
    // Python writes numbers as keys
    String json =
        stripped.startsWith("{")
            ? stripped.replaceAll("([{,]\\s*)(\\d+)\\s*:", "$1\"$2\":")
            : stripped;
    try {
      JsonNode names = JSON.readTree(json);
      List<String> found = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        JsonNode name = names.isArray() ? names.path(i) : names.path(String.valueOf(i));
        if (!name.isTextual()) {
          return List.of();
        }
        found.add(name.asText());
      }
      return found;
    } catch (JsonProcessingException e) {
      return List.of();
    }
  }

  /** As {@code --preprocess} takes it; null where nothing that is understood says it. */
  @Nullable String preprocess() {
    return windows().or(this::moments).orElse(null);
  }

  /** The range of pixels and the order of colours, as Windows' libraries write them. */
  private Optional<String> windows() {
    String order =
        said.getOrDefault("Image.BitmapPixelFormat", "").startsWith("Bgr") ? "bgr" : "rgb";
    return switch (said.getOrDefault("Image.NominalPixelRange", "")) {
      case "NominalRange_0_255" -> Optional.of(order + ":0,0,0");
      case "Normalized_0_1" -> Optional.of(order + ":0,0,0,255,255,255");
      case "Normalized_1_1" -> Optional.of(order + ":127.5,127.5,127.5,127.5,127.5,127.5");
      default -> Optional.empty();
    };
  }

  /** Mean and deviation of each colour, of pixels of 0..1 where none is above 1. */
  private Optional<String> moments() {
    List<Double> mean = numbers(said.get("mean"));
    List<Double> deviation = numbers(said.get("std"));
    if (mean.size() != 3 || deviation.size() != 3 || deviation.contains(0.0)) {
      return Optional.empty();
    }
    boolean unit = Stream.concat(mean.stream(), deviation.stream()).allMatch(n -> n <= 1);
    return Optional.of(
        Stream.concat(mean.stream(), deviation.stream())
            .map(number -> String.valueOf((float) (unit ? 255 * number : number)))
            .collect(Collectors.joining(",", "rgb:", "")));
  }

  private static List<Double> numbers(@Nullable String text) {
    List<Double> numbers = new ArrayList<>();
    try {
      for (JsonNode number :
          JSON.readTree(text == null ? "[]" : text.replace('(', '[').replace(')', ']'))) {
        numbers.add(number.asDouble());
      }
    } catch (JsonProcessingException e) {
      return List.of();
    }
    return numbers;
  }
}
