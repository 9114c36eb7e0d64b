package io.github.gradcam.model;

import com.google.protobuf.ByteString;
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
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;

/** Reads the values of a graph's constants, and gives them others. */
final class ConstantValues {

  private ConstantValues() {}

  /** The values of some constants, by name. */
  static Map<String, WeightArray> read(Graph graph, NetworkSession session, Set<String> names) {
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
  static GraphDef replaced(GraphDef graph, Map<String, WeightArray> values) {
    GraphDef.Builder changed = graph.toBuilder();
    for (NodeDef.Builder node : changed.getNodeBuilderList()) {
      WeightArray value = values.get(node.getName());
      if (value != null) {
        node.putAttr("value", AttrValue.newBuilder().setTensor(tensor(value)).build());
      }
    }
    return changed.build();
  }

  private static TensorProto tensor(WeightArray weight) {
    ByteBuffer bytes =
        ByteBuffer.allocate(weight.values().length * Float.BYTES).order(ByteOrder.nativeOrder());
    bytes.asFloatBuffer().put(weight.values());
    return TensorProto.newBuilder()
        .setDtype(DataType.DT_FLOAT)
        .setTensorShape(shape(weight))
        .setTensorContent(ByteString.copyFrom(bytes))
        .build();
  }

  /** The dimensions, for a node of a GraphDef. */
  static TensorShapeProto shape(WeightArray weight) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long size : weight.shape().asArray()) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return shape.build();
  }
}
