package io.github.gradcam.model.graph;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/** Values as ops of a graph. */
public final class ConstantNodes {

  private ConstantNodes() {}

  /**
   * Makes an op that gives a value.
   *
   * @param name of the op
   * @param value of any type but strings; stays the caller's to close
   * @return a {@code Const}
   */
  public static NodeDef of(String name, Tensor value) {
    DataType type = DataType.forNumber(value.dataType().getNumber());
    return of(name, type, value.shape(), ByteBuffer.wrap(RawValues.bytes(value)));
  }

  /**
   * Makes an op that gives whole numbers.
   *
   * @param name of the op
   * @param shape of the value
   * @param values as many as the shape holds
   * @return a {@code Const} of int32
   */
  static NodeDef ints(String name, Shape shape, int... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Integer.BYTES * values.length).order(ByteOrder.nativeOrder());
    bytes.asIntBuffer().put(values);
    return of(name, DataType.DT_INT32, shape, bytes);
  }

  /**
   * Makes an op that gives numbers.
   *
   * @param name of the op
   * @param type of the numbers
   * @param shape of the value
   * @param content the numbers, in the machine's byte order
   * @return a {@code Const}
   */
  public static NodeDef of(String name, DataType type, Shape shape, ByteBuffer content) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setDtype(type)
            .setTensorShape(TensorShapes.of(shape))
            .setTensorContent(ByteString.copyFrom(content));
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Const")
        .putAttr("dtype", AttrValue.newBuilder().setType(type).build())
        .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build())
        .build();
  }
}
