package io.github.gradcam.model.foreign.tflite;

import com.google.flatbuffers.Table;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table of a FlatBuffer whose fields are told by their number in the schema. All places are
 * checked by the buffer's own bounds, and what is read by an allowance for the whole file, as many
 * tables may point at the same numbers.
 */
final class FlatTable extends Table {

  /** More elements than this have no list of tables or numbers in a model. */
  private static final int MOST = 200_000;

  private final Allowance allowance;

  private FlatTable(ByteBuffer buffer, int position, Allowance allowance) {
    this.allowance = allowance;
    __reset(position, buffer);
  }

  /** The table that a file begins with; the buffer is little-endian. */
  static FlatTable root(ByteBuffer file) {
    return new FlatTable(file, file.getInt(0), new Allowance(file.capacity()));
  }

  /** What may still be read of the file. */
  Allowance allowance() {
    return allowance;
  }

  /** Where a field stands; 0 where it is left out. */
  private int at(int field) {
    int offset = __offset(4 + 2 * field);
    return offset == 0 ? 0 : offset + bb_pos;
  }

  int number(int field, int otherwise) {
    int at = at(field);
    return at == 0 ? otherwise : bb.getInt(at);
  }

  /** A byte, as enumerations and truths are. */
  int small(int field) {
    int at = at(field);
    return at == 0 ? 0 : bb.get(at);
  }

  boolean truth(int field) {
    return small(field) != 0;
  }

  float real(int field, float otherwise) {
    int at = at(field);
    return at == 0 ? otherwise : bb.getFloat(at);
  }

  long large(int field) {
    int at = at(field);
    return at == 0 ? 0 : bb.getLong(at);
  }

  Optional<FlatTable> table(int field) {
    int at = at(field);
    return at == 0 ? Optional.empty() : Optional.of(new FlatTable(bb, __indirect(at), allowance));
  }

  String text(int field) {
    return bytes(field)
        .map(
            b -> {
              allowance.take(b.remaining());
              return StandardCharsets.UTF_8.decode(b).toString();
            })
        .orElse("");
  }

  private int count(int field, int width) {
    int count = __vector_len(at(field) - bb_pos);
    if (count < 0 || count > MOST) {
      throw new IllegalArgumentException("expected at most %,d elements".formatted(MOST));
    }
    allowance.take((long) count * width);
    return count;
  }

  private int first(int field) {
    return __vector(at(field) - bb_pos);
  }

  List<FlatTable> tables(int field) {
    List<FlatTable> tables = new ArrayList<>();
    if (at(field) != 0) {
      int count = count(field, Integer.BYTES);
      for (int i = 0; i < count; i++) {
        tables.add(new FlatTable(bb, __indirect(first(field) + Integer.BYTES * i), allowance));
      }
    }
    return tables;
  }

  int[] numbers(int field) {
    int[] numbers = new int[at(field) == 0 ? 0 : count(field, Integer.BYTES)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = bb.getInt(first(field) + Integer.BYTES * i);
    }
    return numbers;
  }

  float[] reals(int field) {
    float[] numbers = new float[at(field) == 0 ? 0 : count(field, Float.BYTES)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = bb.getFloat(first(field) + Float.BYTES * i);
    }
    return numbers;
  }

  long[] larges(int field) {
    long[] numbers = new long[at(field) == 0 ? 0 : count(field, Long.BYTES)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = bb.getLong(first(field) + Long.BYTES * i);
    }
    return numbers;
  }

  /** A vector of bytes as it stands in the file. */
  Optional<ByteBuffer> bytes(int field) {
    if (at(field) == 0) {
      return Optional.empty();
    }
    int first = first(field);
    int count = __vector_len(at(field) - bb_pos);
    return Optional.of(bb.slice(first, count).order(bb.order()));
  }
}
