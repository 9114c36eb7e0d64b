package io.github.gradcam.model.foreign.lowering;

import io.github.gradcam.model.graph.ModelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/**
 * Values that are the same for all images: weights, and what shapes are computed from. Floats are
 * float32, whole numbers int64, int32, int8 or uint8, and truths bool; in row-major order.
 */
public final class KnownTensor {

  /** 4 GiB of float32. */
  private static final long MOST = 1L << 30;

  private static final Set<DataType> TYPES =
      Set.of(
          DataType.DT_FLOAT,
          DataType.DT_INT64,
          DataType.DT_INT32,
          DataType.DT_INT8,
          DataType.DT_UINT8,
          DataType.DT_BOOL);

  private final DataType type;
  private final long[] shape;
  private final ByteBuffer content;

  /**
   * Takes values over.
   *
   * @param type one of those named above
   * @param shape sizes, none negative
   * @param content as many bytes as that takes, little-endian; not changed afterwards
   * @throws ModelException if the number of bytes is another
   */
  public KnownTensor(DataType type, long[] shape, ByteBuffer content) {
    this.type = type;
    this.shape = shape.clone();
    this.content = content.slice().order(ByteOrder.LITTLE_ENDIAN);
    long expected = elements(shape) * width(type);
    if (expected != this.content.remaining()) {
      throw new ModelException(
          "Expected %,d bytes for values of shape %s, found %,d; is the model whole?"
              .formatted(expected, Arrays.toString(shape), this.content.remaining()));
    }
  }

  /**
   * Takes floats over.
   *
   * @param values in row-major order
   * @param shape sizes
   * @return float32
   */
  public static KnownTensor floats(float[] values, long... shape) {
    ByteBuffer bytes = bytes((long) values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return new KnownTensor(DataType.DT_FLOAT, shape, bytes);
  }

  /**
   * Takes whole numbers over.
   *
   * @param values in row-major order
   * @param shape sizes
   * @return int64
   */
  public static KnownTensor longs(long[] values, long... shape) {
    ByteBuffer bytes = bytes((long) values.length * Long.BYTES);
    bytes.asLongBuffer().put(values);
    return new KnownTensor(DataType.DT_INT64, shape, bytes);
  }

  /**
   * Takes whole numbers over.
   *
   * @param values a vector
   * @return int32, as TensorFlow takes sizes and axes
   */
  public static KnownTensor ints(int... values) {
    ByteBuffer bytes = bytes((long) values.length * Integer.BYTES);
    bytes.asIntBuffer().put(values);
    return new KnownTensor(DataType.DT_INT32, new long[] {values.length}, bytes);
  }

  /** No values, in a shape of which a size is 0. */
  static KnownTensor empty(DataType type, long... shape) {
    return new KnownTensor(type, shape, ByteBuffer.allocate(0));
  }

  /**
   * Copies a tensor of TensorFlow.
   *
   * @param tensor of a type named above; stays the caller's
   * @return its values
   */
  static KnownTensor of(Tensor tensor) {
    byte[] bytes = new byte[Math.toIntExact(tensor.numBytes())];
    tensor.asRawTensor().data().read(bytes);
    return new KnownTensor(tensor.dataType(), tensor.shape().asArray(), ByteBuffer.wrap(bytes));
  }

  /**
   * Reads a constant of a graph.
   *
   * @param proto of a type named above
   * @return its values
   * @throws ModelException if it is of another type, or its bytes do not fit its shape
   */
  public static KnownTensor of(TensorProto proto) {
    DataType type = proto.getDtype();
    if (!TYPES.contains(type)) {
      throw new ModelException(
          "Expected constants of float32, whole numbers or truths, found %s"
              .formatted(type.name().substring(3)));
    }
    long[] shape =
        proto.getTensorShape().getDimList().stream()
            .mapToLong(TensorShapeProto.Dim::getSize)
            .toArray();
    int count = Math.toIntExact(elements(shape));
    if (!proto.getTensorContent().isEmpty()) {
      return new KnownTensor(type, shape, proto.getTensorContent().asReadOnlyByteBuffer());
    }
    ByteBuffer bytes = bytes((long) count * width(type));
    for (int i = 0; i < count; i++) {
      put(proto, type, i, bytes);
    }
    return new KnownTensor(type, shape, bytes.flip());
  }

  /** Fewer values than the shape holds: the last stands for the rest, zero where there is none. */
  private static void put(TensorProto proto, DataType type, int index, ByteBuffer to) {
    switch (type) {
      case DT_FLOAT -> to.putFloat(at(proto.getFloatValList(), index, 0f));
      case DT_INT64 -> to.putLong(at(proto.getInt64ValList(), index, 0L));
      case DT_INT32 -> to.putInt(at(proto.getIntValList(), index, 0));
      case DT_BOOL -> to.put((byte) (at(proto.getBoolValList(), index, false) ? 1 : 0));
      default -> to.put(at(proto.getIntValList(), index, 0).byteValue());
    }
  }

  private static <T> T at(List<T> values, int index, T none) {
    return values.isEmpty() ? none : values.get(Math.min(index, values.size() - 1));
  }

  /**
   * Counts values before memory is asked for.
   *
   * @param shape sizes
   * @return their product
   * @throws ModelException if one is negative or no memory holds so many
   */
  public static long elements(long... shape) {
    double count = 1;
    for (long size : shape) {
      count *= size;
      if (size < 0) {
        throw new ModelException(
            "Expected sizes of 0 or more, found %s; is the model whole?"
                .formatted(Arrays.toString(shape)));
      }
    }
    if (count > MOST) {
      throw new ModelException(
          "Expected at most %,d values a tensor, found a shape of %s; is the model whole?"
              .formatted(MOST, Arrays.toString(shape)));
    }
    return (long) count;
  }

  /**
   * The bytes of one value.
   *
   * @param type of the value
   * @return 1, 4 or 8
   */
  static int width(DataType type) {
    return switch (type) {
      case DT_BOOL, DT_INT8, DT_UINT8 -> 1;
      case DT_INT64 -> Long.BYTES;
      default -> Float.BYTES;
    };
  }

  /**
   * A number of half precision (IEEE 754 binary16).
   *
   * @param bits the lowest 16 count
   * @return the same number
   */
  public static float half(int bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) {
      float small = fraction * 0x1p-24f;
      return sign == 0 ? small : -small;
    }
    int wide = exponent == 0x1f ? 0xff : exponent + 112;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }

  private static ByteBuffer bytes(long count) {
    return ByteBuffer.allocate(Math.toIntExact(count)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** {@return the type of the values} */
  public DataType type() {
    return type;
  }

  /** {@return the sizes} */
  public long[] shape() {
    return shape.clone();
  }

  /** {@return how many dimensions} */
  public int rank() {
    return shape.length;
  }

  /** {@return how many values} */
  public int elements() {
    return content.remaining() / width(type);
  }

  /** {@return the bytes, little-endian} */
  public ByteBuffer content() {
    return content.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** {@return whether the values are floats} */
  public boolean isFloat() {
    return type == DataType.DT_FLOAT;
  }

  /** {@return the values as floats, whatever they are} */
  public float[] floats() {
    float[] values = new float[elements()];
    if (isFloat()) {
      content().asFloatBuffer().get(values);
      return values;
    }
    long[] whole = longs();
    for (int i = 0; i < values.length; i++) {
      values[i] = whole[i];
    }
    return values;
  }

  /** {@return the values as whole numbers; truths are 1 and 0, floats lose their fraction} */
  public long[] longs() {
    long[] values = new long[elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (type) {
            case DT_INT64 -> content.getLong(Long.BYTES * i);
            case DT_INT32 -> content.getInt(Integer.BYTES * i);
            case DT_UINT8 -> Byte.toUnsignedInt(content.get(i));
            case DT_INT8, DT_BOOL -> content.get(i);
            default -> (long) content.getFloat(Float.BYTES * i);
          };
    }
    return values;
  }

  /**
   * The same values in another shape.
   *
   * @param sizes whose product is the number of values
   * @return a view
   */
  public KnownTensor reshaped(long... sizes) {
    return new KnownTensor(type, sizes, content());
  }

  /**
   * The same values with dimensions in another order.
   *
   * @param order for each new dimension the old one
   * @return a copy, or this where nothing moves
   */
  public KnownTensor transposed(int... order) {
    if (IntStream.range(0, order.length).allMatch(i -> order[i] == i)) {
      return this;
    }
    int rank = rank();
    long[] sizes = new long[rank];
    int[] steps = new int[rank];
    int[] old = new int[rank];
    int step = 1;
    for (int i = rank - 1; i >= 0; i--) {
      old[i] = step;
      step = Math.toIntExact(step * Math.max(1, shape[i]));
    }
    for (int i = 0; i < rank; i++) {
      sizes[i] = shape[order[i]];
      steps[i] = old[order[i]];
    }
    int width = width(type);
    ByteBuffer moved = bytes(content.remaining());
    int[] at = new int[rank];
    int from = 0;
    for (int to = 0; to < elements(); to++) {
      if (width == 1) {
        moved.put(to, content.get(from));
      } else if (width == Integer.BYTES) {
        moved.putInt(to * width, content.getInt(from * width));
      } else {
        moved.putLong(to * width, content.getLong(from * width));
      }
      for (int i = rank - 1; i >= 0; i--) {
        from += steps[i];
        if (++at[i] < sizes[i]) {
          break;
        }
        from -= Math.toIntExact(steps[i] * sizes[i]);
        at[i] = 0;
      }
    }
    return new KnownTensor(type, sizes, moved);
  }

  /** The same values as TensorFlow's library has types for: int8 become int32. */
  KnownTensor widened() {
    if (type != DataType.DT_INT8) {
      return this;
    }
    ByteBuffer wide = bytes((long) Integer.BYTES * elements());
    for (long value : longs()) {
      wide.putInt((int) value);
    }
    return new KnownTensor(DataType.DT_INT32, shape, wide.flip());
  }

  /**
   * Makes a tensor of TensorFlow.
   *
   * @return the same values, the caller's to close
   */
  Tensor tensor() {
    byte[] bytes = new byte[content.remaining()];
    content().get(bytes);
    return Tensor.of(javaType(), Shape.of(shape), DataBuffers.of(bytes, true, false));
  }

  private Class<? extends TType> javaType() {
    return switch (type) {
      case DT_BOOL -> TBool.class;
      case DT_UINT8 -> TUint8.class;
      case DT_INT32 -> TInt32.class;
      case DT_INT64 -> TInt64.class;
      default -> TFloat32.class;
    };
  }

  @Override
  public String toString() {
    return "%s %s".formatted(type.name().substring(3), Arrays.toString(shape));
  }
}
