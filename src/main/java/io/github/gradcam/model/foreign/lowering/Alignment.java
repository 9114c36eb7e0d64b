package io.github.gradcam.model.foreign.lowering;

import io.github.gradcam.model.foreign.lowering.Value.Computed;
import io.github.gradcam.model.foreign.lowering.Value.Known;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.tensorflow.Output;

/**
 * Values in one order, so that an op can take them element by element: in that of the feature maps
 * among them, so that these are not moved.
 *
 * @param outputs one for each value; of fewer dimensions where that means the same
 * @param like the value whose order all have
 * @param values as they came
 */
public record Alignment(List<Output<?>> outputs, Value like, List<Value> values) {

  /**
   * Brings values into one order.
   *
   * @param writer adds what moves values
   * @param values at least one
   * @return the values in one order
   */
  public static Alignment of(GraphWriter writer, List<Value> values) {
    Value like = values.stream().max(Comparator.comparingInt(Alignment::weight)).orElseThrow();
    if (like instanceof Computed flat && flat.isFlat() && !allFlat(values, flat)) {
      like = writer.computed(writer.named(like), like);
    }
    List<Output<?>> outputs = new ArrayList<>();
    for (Value value : values) {
      outputs.add(output(writer, value, like));
    }
    return new Alignment(List.copyOf(outputs), like, List.copyOf(values));
  }

  private static Output<?> output(GraphWriter writer, Value value, Value like) {
    if (!(like instanceof Computed computed) || computed.isNamed() || value.rank() == 0) {
      return writer.named(value);
    } else if (computed.isFlat()) {
      return value instanceof Computed flat ? flat.output() : writer.named(value);
    }
    return ordered(writer, value, computed.order());
  }

  /** The value of most dimensions, feature maps before others, constants last. */
  private static int weight(Value value) {
    int order = 0;
    if (value instanceof Computed computed) {
      order = computed.places() || computed.isFlat() ? 3 : computed.isNamed() ? 2 : 1;
    }
    return 4 * value.rank() + order;
  }

  private static boolean allFlat(List<Value> values, Computed like) {
    return values.stream()
        .allMatch(
            value ->
                value instanceof Computed flat
                    ? flat.maps().equals(like.maps()) || flat.rank() == 0
                    : value instanceof Known known && known.tensor().elements() == 1);
  }

  private static Output<?> ordered(GraphWriter writer, Value value, List<Integer> order) {
    int rank = order.size();
    if (value instanceof Known known) {
      KnownTensor whole = known.tensor().reshaped(padded(known.tensor().shape(), rank));
      int[] moves = Orders.moves(Orders.named(rank), order);
      return writer.constant(withoutLeadingOnes(whole.transposed(moves)));
    } else if (value.rank() == rank) {
      return writer.in(value, order);
    }
    List<Dimension> sizes = new ArrayList<>();
    for (int i = value.rank(); i < rank; i++) {
      sizes.add(Dimension.of(1));
    }
    sizes.addAll(value.shape());
    Output<?> whole = writer.reshaped(writer.named(value), sizes);
    return writer.in(
        new Computed(whole, List.copyOf(sizes), Orders.named(rank), false, List.of()), order);
  }

  private static long[] padded(long[] sizes, int rank) {
    long[] all = new long[rank];
    Arrays.fill(all, 1);
    System.arraycopy(sizes, 0, all, rank - sizes.length, sizes.length);
    return all;
  }

  private static KnownTensor withoutLeadingOnes(KnownTensor tensor) {
    long[] sizes = tensor.shape();
    int ones = 0;
    while (ones < sizes.length && sizes[ones] == 1) {
      ones++;
    }
    return tensor.reshaped(Arrays.copyOfRange(sizes, ones, sizes.length));
  }

  /**
   * What an op makes of the values, element by element.
   *
   * @param writer of the graph
   * @param output of the op
   * @return the value, in the order of these
   */
  public Computed computed(GraphWriter writer, Output<?> output) {
    if (!(like instanceof Computed computed)) {
      return writer.computed(output, values.toArray(Value[]::new));
    } else if (computed.isFlat()) {
      return new Computed(output, like.shape(), computed.order(), false, computed.maps());
    }
    Computed made = writer.computed(output, computed.order(), values);
    return new Computed(output, made.shape(), computed.order(), computed.places(), List.of());
  }
}
