package io.github.gradcam.model.graph;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.proto.TensorShapeProto.Dim;

/**
 * The value of a float32 constant.
 *
 * @param shape its dimensions
 * @param values row-major, as many as the shape holds
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record FloatTensor(List<Long> shape, float[] values) {

  /** Reads an op of type {@code Const}. */
  static Optional<FloatTensor> of(NodeDef constant) {
    TensorProto tensor = constant.getAttrOrThrow("value").getTensor();
    if (tensor.getDtype() != DataType.DT_FLOAT) {
      return Optional.empty();
    }
    List<Long> shape = tensor.getTensorShape().getDimList().stream().map(Dim::getSize).toList();
    float[] values = new float[Math.toIntExact(shape.stream().reduce(1L, (a, b) -> a * b))];
    ByteString content = tensor.getTensorContent();
    if (content.isEmpty()) {
      repeatLast(tensor, values);
    } else {
      content.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    }
    return Optional.of(new FloatTensor(shape, values));
  }

  /** Fewer values than the shape holds: the last stands for the rest, zero where there is none. */
  private static void repeatLast(TensorProto tensor, float[] values) {
    int given = tensor.getFloatValCount();
    for (int i = 0; i < values.length && given > 0; i++) {
      values[i] = tensor.getFloatVal(Math.min(i, given - 1));
    }
  }

  /** A constant op of this value. */
  NodeDef constant(String name, String device) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    FloatBuffer floats = bytes.asFloatBuffer();
    floats.put(values);
    TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
    shape.forEach(size -> dimensions.addDim(Dim.newBuilder().setSize(size)));
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_FLOAT)
            .setTensorShape(dimensions)
            .setTensorContent(ByteString.copyFrom(bytes));
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Const")
        .setDevice(device)
        .putAttr("dtype", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build())
        .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build())
        .build();
  }
}
