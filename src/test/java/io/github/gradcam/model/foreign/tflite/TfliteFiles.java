package io.github.gradcam.model.foreign.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Sketches TensorFlow Lite files for tests; fields stand in the order of the schema. */
public final class TfliteFiles {

  private static final byte FLOAT32 = 0;
  private static final byte INT32 = 2;
  private static final byte UINT8 = 3;

  private final FlatBufferBuilder file = new FlatBufferBuilder();
  private final List<Integer> tensors = new ArrayList<>();
  private final List<Integer> buffers = new ArrayList<>();
  private final List<Integer> codes = new ArrayList<>();
  private final List<Integer> operators = new ArrayList<>();

  /** Where something stands in the file. */
  private record At(int offset) {}

  public TfliteFiles() {
    buffers.add(table());
  }

  /** Null is a field left out. */
  private int table(Object... fields) {
    file.startTable(fields.length);
    for (int i = 0; i < fields.length; i++) {
      if (fields[i] instanceof Byte small) {
        file.addByte(i, small, 0);
      } else if (fields[i] instanceof Boolean truth) {
        file.addBoolean(i, truth, false);
      } else if (fields[i] instanceof Integer number) {
        file.addInt(i, number, 0);
      } else if (fields[i] instanceof Float real) {
        file.addFloat(i, real, 0);
      } else if (fields[i] instanceof At at) {
        file.addOffset(i, at.offset(), 0);
      }
    }
    return file.endTable();
  }

  private At numbers(int... values) {
    file.startVector(Integer.BYTES, values.length, Integer.BYTES);
    for (int i = values.length - 1; i >= 0; i--) {
      file.addInt(values[i]);
    }
    return new At(file.endVector());
  }

  private At reals(float... values) {
    file.startVector(Float.BYTES, values.length, Float.BYTES);
    for (int i = values.length - 1; i >= 0; i--) {
      file.addFloat(values[i]);
    }
    return new At(file.endVector());
  }

  private At larges(long... values) {
    file.startVector(Long.BYTES, values.length, Long.BYTES);
    for (int i = values.length - 1; i >= 0; i--) {
      file.addLong(values[i]);
    }
    return new At(file.endVector());
  }

  private At tables(List<Integer> offsets) {
    return new At(
        file.createVectorOfTables(offsets.stream().mapToInt(Integer::intValue).toArray()));
  }

  private int tensor(String name, byte type, int[] shape, int buffer, At quantization) {
    At sizes = numbers(shape);
    At text = new At(file.createString(name));
    tensors.add(table(sizes, type, buffer, text, quantization));
    return tensors.size() - 1;
  }

  private int buffer(byte[] bytes) {
    file.startVector(1, bytes.length, 16); // as TensorFlow Lite asks for
    for (int i = bytes.length - 1; i >= 0; i--) {
      file.addByte(bytes[i]);
    }
    buffers.add(table(new At(file.endVector())));
    return buffers.size() - 1;
  }

  private At quantization(int axis, int zero, float... scales) {
    At scale = reals(scales);
    long[] zeros = new long[scales.length];
    Arrays.fill(zeros, zero);
    At point = larges(zeros);
    return new At(table(null, null, scale, point, null, null, axis));
  }

  /** Floats that are computed. */
  public int floats(String name, int... shape) {
    return tensor(name, FLOAT32, shape, 0, null);
  }

  /** Whole numbers that are computed. */
  public int wholes(String name, int... shape) {
    return tensor(name, INT32, shape, 0, null);
  }

  /** Bytes that are computed, each (byte - zero) scale. */
  public int bytes(String name, float scale, int zero, int... shape) {
    return tensor(name, UINT8, shape, 0, quantization(0, zero, scale));
  }

  /** Floats of the file. */
  public int constant(String name, int[] shape, float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return tensor(name, FLOAT32, shape, buffer(bytes.array()), null);
  }

  /** Whole numbers of the file, a vector. */
  public int constant(String name, int... values) {
    return numbers(name, new int[] {values.length}, values);
  }

  /** A whole number of the file. */
  public int scalar(String name, int value) {
    return numbers(name, new int[0], value);
  }

  /** Whole numbers of the file. */
  public int numbers(String name, int[] shape, int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * values.length);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(values);
    return tensor(name, INT32, shape, buffer(bytes.array()), null);
  }

  /** Bytes of the file, each (byte - zero) scale, with a scale for each place along an axis. */
  public int weights(String name, int[] shape, int axis, int zero, float[] scales, byte[] values) {
    return tensor(name, UINT8, shape, buffer(values), quantization(axis, zero, scales));
  }

  /**
   * An operator.
   *
   * @param code its number
   * @param kind the number of its options' table; 0 for none
   * @param inputs numbers of tensors; -1 for one left out
   * @param outputs numbers of tensors
   * @param options in the schema's order; null for one left out
   */
  public TfliteFiles op(int code, int kind, int[] inputs, int[] outputs, Object... options) {
    codes.add(table((byte) Math.min(127, code), null, 1, code));
    At in = numbers(inputs);
    At out = numbers(outputs);
    At said = kind == 0 ? null : new At(table(options));
    operators.add(table(codes.size() - 1, in, out, (byte) kind, said));
    return this;
  }

  /** The file. */
  public byte[] file(int input, int output) {
    At all = tables(tensors);
    At in = numbers(input);
    At out = numbers(output);
    At steps = tables(operators);
    At name = new At(file.createString("main"));
    At graphs = tables(List.of(table(all, in, out, steps, name)));
    At known = tables(codes);
    At about = new At(file.createString("sketch"));
    At held = tables(buffers);
    file.finish(table(3, known, graphs, about, held), "TFL3");
    return file.sizedByteArray();
  }
}
