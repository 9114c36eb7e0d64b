package io.github.gradcam.model.foreign.tflite;

import io.github.gradcam.model.foreign.lowering.KnownTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tensorflow.proto.DataType;

/**
 * A tensor of a TensorFlow Lite file: what is said of it, and its values where it is a constant.
 *
 * @param name of the tensor
 * @param shape its sizes, for the number of images that the file was made for
 * @param type as the file numbers it
 * @param scale of its whole numbers: one, or one along an axis; none where it is not quantised
 * @param zero which whole number stands for 0
 * @param axis along which there are several
 * @param content its bytes; empty where it is computed
 * @param allowance what may still be read of the file
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record TfliteTensor(
    String name,
    int[] shape,
    int type,
    float[] scale,
    long[] zero,
    int axis,
    Optional<ByteBuffer> content,
    Allowance allowance) {

  static final int FLOAT32 = 0;
  private static final int FLOAT16 = 1;
  private static final int INT32 = 2;
  static final int UINT8 = 3;
  private static final int INT64 = 4;
  private static final int BOOL = 6;
  private static final int INT16 = 7;
  static final int INT8 = 9;

  /** Reads a tensor and where its values stand. */
  static TfliteTensor of(FlatTable table, List<FlatTable> buffers) {
    FlatTable quantization = table.table(4).orElse(null);
    int buffer = table.number(2, 0);
    if (buffer < 0 || buffer >= buffers.size()) {
      throw new IllegalArgumentException(
          "expected a buffer of the file for '%s'".formatted(table.text(3)));
    }
    Optional<ByteBuffer> content = buffers.get(buffer).bytes(0).filter(ByteBuffer::hasRemaining);
    return new TfliteTensor(
        table.text(3),
        table.numbers(0),
        table.small(1),
        quantization == null ? new float[0] : quantization.reals(2),
        quantization == null ? new long[0] : quantization.larges(3),
        quantization == null ? 0 : quantization.number(6, 0),
        buffer == 0 ? Optional.empty() : content,
        table.allowance());
  }

  boolean isConstant() {
    return content.isPresent();
  }

  boolean isQuantised() {
    return scale.length > 0 && (type == UINT8 || type == INT8 || type == INT16);
  }

  /** What numbers are cast to that become such a tensor. */
  DataType cast() {
    return switch (type) {
      case FLOAT32, FLOAT16 -> DataType.DT_FLOAT;
      case INT32 -> DataType.DT_INT32;
      case INT64 -> DataType.DT_INT64;
      case BOOL -> DataType.DT_BOOL;
      default ->
          throw new IllegalArgumentException(
              "expected a cast to floats, int32, int64 or truths in '%s', found type %d"
                  .formatted(name, type));
    };
  }

  /** The least number that its whole numbers stand for. */
  double least() {
    return (double) ((type == UINT8 ? 0 : type == INT8 ? -128 : -32768) - point()) * scale[0];
  }

  /** The largest number that its whole numbers stand for. */
  double most() {
    return (double) ((type == UINT8 ? 255 : type == INT8 ? 127 : 32767) - point()) * scale[0];
  }

  private long point() {
    return zero.length == 0 ? 0 : zero[0];
  }

  /** What people call it: converters join the names of all that was fused. */
  String shown() {
    int end = name.indexOf(';');
    return end < 0 ? name : name.substring(0, end);
  }

  long[] sizes() {
    return Arrays.stream(shape).asLongStream().toArray();
  }

  /** The values: floats where they stand for floats. */
  KnownTensor values() {
    ByteBuffer bytes = content.orElseThrow().order(ByteOrder.LITTLE_ENDIAN);
    long[] sizes = sizes();
    int count = Math.toIntExact(KnownTensor.elements(sizes));
    if (bytes.remaining() != (long) count * width()) {
      throw new IllegalArgumentException(
          "expected %,d bytes for '%s' of %s, found %,d"
              .formatted((long) count * width(), name, Arrays.toString(shape), bytes.remaining()));
    }
    allowance.take((long) count * Float.BYTES);
    if (type == FLOAT16) {
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = KnownTensor.half(bytes.getShort(Short.BYTES * i));
      }
      return KnownTensor.floats(values, sizes);
    }
    if (scale.length > 0 && type != FLOAT32) {
      return real(bytes, count, sizes);
    }
    return new KnownTensor(
        switch (type) {
          case FLOAT32 -> DataType.DT_FLOAT;
          case INT32 -> DataType.DT_INT32;
          case INT64 -> DataType.DT_INT64;
          case UINT8 -> DataType.DT_UINT8;
          case INT8 -> DataType.DT_INT8;
          case BOOL -> DataType.DT_BOOL;
          default ->
              throw new IllegalArgumentException(
                  "expected numbers in '%s', found type %d".formatted(name, type));
        },
        sizes,
        bytes);
  }

  private int width() {
    return switch (type) {
      case INT64 -> Long.BYTES;
      case FLOAT16, INT16 -> Short.BYTES;
      case UINT8, INT8, BOOL -> 1;
      default -> Integer.BYTES;
    };
  }

  /** (number - zero) scale, along an axis where there are several. */
  private KnownTensor real(ByteBuffer bytes, int count, long[] sizes) {
    int inner = 1;
    for (int i = axis + 1; i < sizes.length; i++) {
      inner *= Math.toIntExact(sizes[i]);
    }
    if (scale.length > 1 && (axis >= sizes.length || scale.length != sizes[axis])) {
      throw new IllegalArgumentException(
          "expected a scale for each channel of '%s'".formatted(name));
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      int channel = scale.length == 1 ? 0 : i / inner % scale.length;
      long number =
          switch (type) {
            case UINT8 -> Byte.toUnsignedInt(bytes.get(i));
            case INT8 -> bytes.get(i);
            case INT16 -> bytes.getShort(Short.BYTES * i);
            case INT64 -> bytes.getLong(Long.BYTES * i);
            default -> bytes.getInt(Integer.BYTES * i);
          };
      long point = zero.length == 0 ? 0 : zero[zero.length == 1 ? 0 : channel];
      values[i] = (number - point) * scale[channel];
    }
    return KnownTensor.floats(values, sizes);
  }
}
