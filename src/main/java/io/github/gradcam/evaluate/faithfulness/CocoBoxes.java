package io.github.gradcam.evaluate.faithfulness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.gradcam.evaluate.faithfulness.EvidenceBoxes.Box;
import io.github.gradcam.image.FailureWords;
import io.github.gradcam.image.RegularFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads boxes from JSON as COCO has it: {@code images} and {@code annotations}. */
final class CocoBoxes {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;

  private CocoBoxes(Path file) {
    this.file = file;
  }

  /**
   * Reads the boxes of all images that have some.
   *
   * @param file the JSON file
   * @return the boxes by {@code file_name}
   * @throws IOException if the file cannot be read or has another form
   */
  static Map<String, EvidenceSource> read(Path file) throws IOException {
    return new CocoBoxes(file).sources();
  }

  private Map<String, EvidenceSource> sources() throws IOException {
    JsonNode root = parse();
    Map<String, List<Box>> boxes = new HashMap<>();
    for (JsonNode annotation : array(root, "annotations")) {
      String image = field(annotation, "image_id", "an annotation").asText();
      boxes.computeIfAbsent(image, id -> new ArrayList<>()).add(box(annotation));
    }
    Map<String, EvidenceSource> sources = new LinkedHashMap<>();
    for (JsonNode image : array(root, "images")) {
      List<Box> own = boxes.remove(field(image, "id", "an image").asText());
      if (own != null) {
        EvidenceBoxes source =
            new EvidenceBoxes(image.path("width").asInt(), image.path("height").asInt(), own);
        sources.put(field(image, "file_name", "an image").asText(), source);
      }
    }
    if (!boxes.isEmpty()) {
      String found = "an annotation of image " + boxes.keySet().iterator().next();
      throw malformed("each annotation's image_id among the images", found);
    }
    return sources;
  }

  private Box box(JsonNode annotation) throws IOException {
    JsonNode bbox = annotation.path("bbox");
    double[] numbers = bbox.isArray() ? numbers(bbox) : polygonBounds(annotation);
    if (numbers.length != 4 || !(numbers[2] > 0 && numbers[3] > 0)) {
      throw malformed(
          "a bbox of [x, y, width, height] with a positive size", annotation.toString());
    }
    return new Box(numbers[0], numbers[1], numbers[2], numbers[3]);
  }

  /** The box around all polygons, which are lists of x and y in turn. */
  private double[] polygonBounds(JsonNode annotation) throws IOException {
    double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (JsonNode polygon : annotation.path("segmentation")) {
      double[] points = numbers(polygon);
      for (int i = 0; i < points.length; i++) {
        low[i % 2] = Math.min(low[i % 2], points[i]);
        high[i % 2] = Math.max(high[i % 2], points[i]);
      }
    }
    return new double[] {low[0], low[1], high[0] - low[0], high[1] - low[1]};
  }

  private double[] numbers(JsonNode array) throws IOException {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!array.get(i).isNumber()) {
        throw malformed("numbers in a bbox or polygon", array.toString());
      }
      numbers[i] = array.get(i).asDouble();
    }
    return numbers;
  }

  private JsonNode parse() throws IOException {
    try {
      RegularFile.length(file);
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new IOException(
          "Expected JSON as COCO has it in %s, found: %s; correct the file"
              .formatted(file, FailureWords.of(e)),
          e);
    }
  }

  private JsonNode array(JsonNode root, String name) throws IOException {
    JsonNode array = root.path(name);
    if (!array.isArray()) {
      throw malformed("a list \"" + name + "\"", array.isMissingNode() ? "none" : "something else");
    }
    return array;
  }

  private JsonNode field(JsonNode node, String name, String owner) throws IOException {
    JsonNode value = node.path(name);
    if (!value.isValueNode() || value.isNull()) {
      throw malformed("\"" + name + "\" in " + owner, node.toString());
    }
    return value;
  }

  private IOException malformed(String expected, String found) {
    String shown = found.length() > 120 ? found.substring(0, 120) + "..." : found;
    return new IOException(
        "Expected %s in %s, as COCO has it, found %s; correct the file"
            .formatted(expected, file, shown));
  }
}
