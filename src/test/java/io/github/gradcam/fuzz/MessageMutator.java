package io.github.gradcam.fuzz;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Damages the meaning of a Protocol Buffers message and keeps it one. */
final class MessageMutator {

  private static final int MOST_CHANGES = 3;
  private static final long[] NUMBERS = {
    0,
    1,
    -1,
    2,
    3,
    100,
    65_537,
    1 << 24,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private final RandomGenerator random;
  private final List<String> words = new ArrayList<>(List.of("", "x".repeat(3000), "^a"));

  MessageMutator(RandomGenerator random) {
    this.random = random;
  }

  Message mutated(Message message) {
    collect(message);
    Message changed = message;
    for (int left = 1 + random.nextInt(MOST_CHANGES); left > 0; left--) {
      changed = changed(changed);
    }
    return changed;
  }

  /** Texts of the message may get anywhere in it: names of other ops and attributes. */
  private void collect(Message message) {
    for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
      List<?> values =
          field.getKey().isRepeated() ? (List<?>) field.getValue() : List.of(field.getValue());
      for (Object value : values) {
        if (value instanceof Message inner) {
          collect(inner);
        } else if (value instanceof String text) {
          words.add(text);
        }
      }
    }
  }

  private Message changed(Message message) {
    List<FieldDescriptor> fields = new ArrayList<>(message.getAllFields().keySet());
    if (fields.isEmpty()) {
      return message;
    }
    FieldDescriptor field = fields.get(random.nextInt(fields.size()));
    Message.Builder builder = message.toBuilder();
    if (field.isRepeated()) {
      changeOne(builder, field, builder.getRepeatedFieldCount(field)); // a map keeps no key twice
    } else if (random.nextInt(10) == 0) {
      builder.clearField(field);
    } else {
      builder.setField(field, value(field, message.getField(field)));
    }
    return builder.build();
  }

  private void changeOne(Message.Builder builder, FieldDescriptor field, int count) {
    int at = random.nextInt(count);
    Object old = builder.getRepeatedField(field, at);
    switch (random.nextInt(10)) {
      case 0 -> builder.addRepeatedField(field, old);
      case 1 -> {
        List<?> all = new ArrayList<>((List<?>) builder.getField(field));
        all.remove(at);
        builder.setField(field, all);
      }
      case 2 ->
          builder.setRepeatedField(
              field, at, builder.getRepeatedField(field, random.nextInt(count)));
      default -> builder.setRepeatedField(field, at, value(field, old));
    }
  }

  private Object value(FieldDescriptor field, Object old) {
    return switch (field.getJavaType()) {
      case MESSAGE -> changed((Message) old);
      case INT -> (int) number();
      case LONG -> number();
      case FLOAT -> (float) number();
      case DOUBLE -> (double) number();
      case BOOLEAN -> !(Boolean) old;
      case STRING -> words.get(random.nextInt(words.size()));
      case BYTE_STRING -> bytes((ByteString) old);
      case ENUM -> {
        var values = field.getEnumType().getValues();
        yield values.get(random.nextInt(values.size()));
      }
    };
  }

  private long number() {
    return NUMBERS[random.nextInt(NUMBERS.length)];
  }

  private ByteString bytes(ByteString old) {
    byte[] other = words.get(random.nextInt(words.size())).getBytes(StandardCharsets.UTF_8);
    return old.isEmpty() || other.length == 0
        ? ByteString.copyFrom(other)
        : ByteString.copyFrom(new Mutator(random).mutated(old.toByteArray(), other));
  }
}
