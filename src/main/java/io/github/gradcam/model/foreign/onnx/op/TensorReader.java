package io.github.gradcam.model.foreign.onnx.op;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.gradcam.model.foreign.lowering.KnownTensor;
import io.github.gradcam.model.graph.ModelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntConsumer;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import org.tensorflow.proto.DataType;

/** Reads constants of ONNX: halves and doubles become floats, short numbers int32. */
public final class TensorReader {

  private final ExternalData external;

  /**
   * Reads constants of a model.
   *
   * @param external the files beside it that hold values
   */
  public TensorReader(ExternalData external) {
    this.external = external;
  }

  /**
   * Tells what values of a type become.
   *
   * @param type as ONNX numbers them
   * @return as TensorFlow has them
   * @throws ModelException if there are no such values here
   */
  public static DataType type(int type) {
    return switch (type) {
      case TensorProto.DataType.FLOAT_VALUE,
          TensorProto.DataType.FLOAT16_VALUE,
          TensorProto.DataType.BFLOAT16_VALUE,
          TensorProto.DataType.DOUBLE_VALUE ->
          DataType.DT_FLOAT;
      case TensorProto.DataType.INT64_VALUE,
          TensorProto.DataType.UINT32_VALUE,
          TensorProto.DataType.UINT64_VALUE ->
          DataType.DT_INT64;
      case TensorProto.DataType.INT32_VALUE,
          TensorProto.DataType.INT16_VALUE,
          TensorProto.DataType.UINT16_VALUE ->
          DataType.DT_INT32;
      case TensorProto.DataType.INT8_VALUE -> DataType.DT_INT8;
      case TensorProto.DataType.UINT8_VALUE -> DataType.DT_UINT8;
      case TensorProto.DataType.BOOL_VALUE -> DataType.DT_BOOL;
      default ->
          throw new ModelException(
              "Expected values of float, double, half, whole numbers or truths, found ONNX's type %d"
                  .formatted(type));
    };
  }

  /**
   * Reads a constant.
   *
   * @param tensor of the file
   * @return its values
   * @throws ModelException if its bytes do not fit its shape, or are not where it says
   */
  public KnownTensor read(TensorProto tensor) {
    try {
      return values(tensor);
    } catch (ModelException e) {
      throw new ModelException("%s (constant '%s')".formatted(e.getMessage(), tensor.getName()), e);
    }
  }

  private KnownTensor values(TensorProto tensor) {
    DataType type = type(tensor.getDataType());
    long[] shape = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
    int count = Math.toIntExact(KnownTensor.elements(shape));
    if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
      return raw(tensor, type, shape, count, external.bytes(tensor));
    } else if (tensor.hasRawData()) {
      ByteBuffer bytes = tensor.getRawData().asReadOnlyByteBuffer();
      return raw(tensor, type, shape, count, bytes);
    }
    return switch (tensor.getDataType()) {
      case TensorProto.DataType.FLOAT_VALUE -> {
        check(count, tensor.getFloatDataCount());
        yield floats(count, shape, tensor::getFloatData);
      }
      case TensorProto.DataType.DOUBLE_VALUE -> {
        check(count, tensor.getDoubleDataCount());
        yield floats(count, shape, tensor::getDoubleData);
      }
      case TensorProto.DataType.FLOAT16_VALUE -> {
        check(count, tensor.getInt32DataCount());
        yield floats(count, shape, i -> KnownTensor.half(tensor.getInt32Data(i)));
      }
      case TensorProto.DataType.BFLOAT16_VALUE -> {
        check(count, tensor.getInt32DataCount());
        yield floats(count, shape, i -> Float.intBitsToFloat(tensor.getInt32Data(i) << 16));
      }
      case TensorProto.DataType.INT64_VALUE -> {
        check(count, tensor.getInt64DataCount());
        yield whole(type, count, shape, tensor::getInt64Data);
      }
      case TensorProto.DataType.UINT32_VALUE, TensorProto.DataType.UINT64_VALUE -> {
        check(count, tensor.getUint64DataCount());
        yield whole(type, count, shape, tensor::getUint64Data);
      }
      default -> {
        check(count, tensor.getInt32DataCount());
        yield whole(type, count, shape, tensor::getInt32Data);
      }
    };
  }

  private static void check(int expected, int found) {
    if (expected != found) {
      throw new ModelException(
          "Expected %,d values, found %,d; is the model whole?".formatted(expected, found));
    }
  }

  private static KnownTensor raw(
      TensorProto tensor, DataType type, long[] shape, int count, ByteBuffer given) {
    ByteBuffer bytes = given.order(ByteOrder.LITTLE_ENDIAN);
    int from = bytes.position();
    return switch (tensor.getDataType()) {
      case TensorProto.DataType.DOUBLE_VALUE -> {
        check(count, bytes.remaining() / Double.BYTES);
        yield floats(count, shape, i -> bytes.getDouble(from + Double.BYTES * i));
      }
      case TensorProto.DataType.FLOAT16_VALUE -> {
        check(count, bytes.remaining() / Short.BYTES);
        yield floats(count, shape, i -> KnownTensor.half(bytes.getShort(from + Short.BYTES * i)));
      }
      case TensorProto.DataType.BFLOAT16_VALUE -> {
        check(count, bytes.remaining() / Short.BYTES);
        yield floats(
            count, shape, i -> Float.intBitsToFloat(bytes.getShort(from + Short.BYTES * i) << 16));
      }
      case TensorProto.DataType.UINT32_VALUE -> {
        check(count, bytes.remaining() / Integer.BYTES);
        yield whole(
            type,
            count,
            shape,
            i -> Integer.toUnsignedLong(bytes.getInt(from + Integer.BYTES * i)));
      }
      case TensorProto.DataType.INT16_VALUE -> {
        check(count, bytes.remaining() / Short.BYTES);
        yield whole(type, count, shape, i -> bytes.getShort(from + Short.BYTES * i));
      }
      case TensorProto.DataType.UINT16_VALUE -> {
        check(count, bytes.remaining() / Short.BYTES);
        yield whole(
            type, count, shape, i -> Short.toUnsignedInt(bytes.getShort(from + Short.BYTES * i)));
      }
      default -> new KnownTensor(type, shape, bytes);
    };
  }

  private static KnownTensor floats(int count, long[] shape, IntToDoubleFunction value) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) value.applyAsDouble(i);
    }
    return KnownTensor.floats(values, shape);
  }

  private static KnownTensor whole(
      DataType type, int count, long[] shape, IntToLongFunction value) {
    int width =
        type == DataType.DT_INT64 ? Long.BYTES : type == DataType.DT_INT32 ? Integer.BYTES : 1;
    ByteBuffer bytes = ByteBuffer.allocate(width * count).order(ByteOrder.LITTLE_ENDIAN);
    IntConsumer put =
        switch (width) {
          case Long.BYTES -> i -> bytes.putLong(value.applyAsLong(i));
          case Integer.BYTES -> i -> bytes.putInt((int) value.applyAsLong(i));
          default -> i -> bytes.put((byte) value.applyAsLong(i));
        };
    for (int i = 0; i < count; i++) {
      put.accept(i);
    }
    return new KnownTensor(type, shape, bytes.flip());
  }
}
