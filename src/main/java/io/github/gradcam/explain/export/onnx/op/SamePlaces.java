package io.github.gradcam.explain.export.onnx.op;

import io.github.gradcam.explain.export.onnx.op.Stored.Computed;
import io.github.gradcam.explain.export.onnx.op.Stored.Fixed;
import io.github.gradcam.explain.export.onnx.op.Stored.Order;
import io.github.gradcam.model.foreign.lowering.KnownTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Values that are computed with each other place by place, in an order that fits them all. Smaller
 * ones are repeated as TensorFlow does, along the last dimensions.
 *
 * @param names the values, in the order of the op's inputs
 * @param order of the result
 * @param sides of the result, where it is flat
 */
record SamePlaces(List<String> names, Order order, List<Long> sides) {

  private static final int RANK = 4;
  private static final int[] FIRST = {0, 3, 1, 2};

  /** All inputs of an op. */
  static SamePlaces of(OpStep step) {
    List<Stored> values = step.inputs();
    int rank = values.stream().mapToInt(Stored::rank).max().orElse(0);
    boolean maps = rank == RANK && values.stream().anyMatch(SamePlaces::isMaps);
    if (maps) {
      return new SamePlaces(
          values.stream().map(value -> first(step, value)).toList(),
          Order.CHANNELS_FIRST,
          List.of());
    }
    List<Stored> varying = values.stream().filter(value -> !isNumber(value)).toList();
    boolean flat =
        varying.size() == 1
            && varying.get(0) instanceof Computed computed
            && computed.order() == Order.FLAT;
    List<String> names = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      names.add(flat ? step.held(i) : step.plain(i));
    }
    return flat
        ? new SamePlaces(names, Order.FLAT, ((Computed) varying.get(0)).sides())
        : new SamePlaces(names, Order.PLAIN, List.of());
  }

  /** What an op makes of them. */
  Stored computed(OpStep step, String name) {
    return step.computed(0, name, order, sides);
  }

  private static boolean isMaps(Stored value) {
    return value instanceof Computed computed && computed.isMaps();
  }

  /** Whether a value is one number, of at most as many dimensions as what is flat. */
  private static boolean isNumber(Stored value) {
    return value instanceof Fixed fixed && fixed.tensor().elements() == 1 && fixed.rank() <= 2;
  }

  /** A value of up to four dimensions beside others whose channels come first. */
  private static String first(OpStep step, Stored value) {
    if (value.rank() == 0) {
      return step.layouts().plain(value);
    } else if (value.rank() == RANK) {
      return step.layouts().channelsFirst(value);
    }
    List<Long> widened = widened(value.shape());
    if (value instanceof Fixed fixed) {
      KnownTensor tensor =
          fixed.tensor().reshaped(widened.stream().mapToLong(Long::longValue).toArray());
      return step.writer().weights(tensor.transposed(FIRST), fixed.name());
    }
    if (widened.stream().filter(size -> size < 0).count() > 1) {
      throw step.refused("a shape of %s beside maps".formatted(value.shape()));
    }
    long[] sizes = widened.stream().mapToLong(Long::longValue).toArray();
    String wide =
        step.add("Reshape", List.of(step.layouts().plain(value), step.writer().longs(sizes)));
    return step.layouts()
        .channelsFirst(new Computed(wide, Order.PLAIN, widened, value.type(), List.of()));
  }

  private static List<Long> widened(List<Long> shape) {
    return LongStream.concat(
            LongStream.generate(() -> 1).limit(RANK - shape.size()),
            shape.stream().mapToLong(Long::longValue))
        .boxed()
        .toList();
  }
}
