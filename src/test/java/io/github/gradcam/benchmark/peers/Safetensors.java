package io.github.gradcam.benchmark.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradcam.model.layer.WeightArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/** Reads float32 weights in the safetensors format. */
final class Safetensors {

  private Safetensors() {}

  /** The weights by their names. */
  static Map<String, WeightArray> read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] header = new byte[Math.toIntExact(bytes.getLong())];
    bytes.get(header);
    ByteBuffer data = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    Map<String, WeightArray> weights = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : new ObjectMapper().readTree(header).properties()) {
      weights.put(entry.getKey(), weight(entry.getValue(), data));
    }
    return weights;
  }

  private static WeightArray weight(JsonNode described, ByteBuffer data) {
    long[] shape = new long[described.get("shape").size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = described.get("shape").get(i).asLong();
    }
    float[] values = new float[(int) Shape.of(shape).size()];
    data.position(described.get("data_offsets").get(0).asInt());
    data.asFloatBuffer().get(values);
    return new WeightArray(Shape.of(shape), values);
  }
}
