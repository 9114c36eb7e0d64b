package io.github.gradcam.model;

import io.github.gradcam.model.graph.ConstantNodes;
import io.github.gradcam.model.layer.WeightArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/** Reads the values of a graph's constants, and gives them others. */
public final class ConstantValues {

  private ConstantValues() {}

  /** The values of some constants, by name. */
  public static Map<String, WeightArray> read(
      Graph graph, NetworkSession session, Set<String> names) {
    if (names.isEmpty()) {
      return Map.of();
    }
    List<String> ordered = List.copyOf(names);
    NetworkRun run = session.runner();
    ordered.forEach(name -> run.fetch(graph.operationOrThrow(name).output(0)));
    Map<String, WeightArray> values = new LinkedHashMap<>();
    try (Result result = run.run()) {
      for (int i = 0; i < ordered.size(); i++) {
        values.put(ordered.get(i), WeightArray.copy((TFloat32) result.get(i)));
      }
    }
    return values;
  }

  /** The same ops, with the values of the constants that are named. */
  public static GraphDef replaced(GraphDef graph, Map<String, WeightArray> values) {
    GraphDef.Builder changed = graph.toBuilder();
    for (NodeDef.Builder node : changed.getNodeBuilderList()) {
      WeightArray value = values.get(node.getName());
      if (value != null) {
        node.putAttr("value", value(value));
      }
    }
    return changed.build();
  }

  private static AttrValue value(WeightArray weight) {
    ByteBuffer bytes =
        ByteBuffer.allocate(weight.values().length * Float.BYTES).order(ByteOrder.nativeOrder());
    bytes.asFloatBuffer().put(weight.values());
    return ConstantNodes.of("", DataType.DT_FLOAT, weight.shape(), bytes).getAttrOrThrow("value");
  }
}
