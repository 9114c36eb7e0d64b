package io.github.gradcam.model.graph;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
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
    bytes.asFloatBuffer().put(values);
    Shape dimensions = Shape.of(shape.stream().mapToLong(Long::longValue).toArray());
    NodeDef constant = ConstantNodes.of(name, DataType.DT_FLOAT, dimensions, bytes);
    return constant.toBuilder().setDevice(device).build();
  }
}
