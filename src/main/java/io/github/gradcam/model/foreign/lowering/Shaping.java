package io.github.gradcam.model.foreign.lowering;

import io.github.gradcam.model.foreign.lowering.Value.Computed;
import io.github.gradcam.model.foreign.lowering.Value.Known;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Output;

/**
 * Other shapes and orders of the same values. An order only becomes another; values are moved where
 * an op needs them so. Reshapes that split or join neighbours of the file are done where the values
 * stand, whatever their order in memory.
 */
public final class Shaping {

  private final GraphWriter writer;

  /**
   * Shapes values of a graph.
   *
   * @param writer of the graph
   */
  public Shaping(GraphWriter writer) {
    this.writer = writer;
  }

  /**
   * Dimensions of the file that become others: their products are the same.
   *
   * @param from before
   * @param to after
   */
  private record Group(List<Integer> from, List<Integer> to) {}

  /**
   * Puts dimensions into another order.
   *
   * @param value any
   * @param order for each new dimension the old one
   * @return the same values
   */
  public Value transposed(Value value, int... order) {
    if (value instanceof Known known) {
      return new Known(known.tensor().transposed(order));
    }
    Computed from = unflat(value);
    List<Integer> moved = IntStream.of(order).boxed().toList();
    return new Computed(
        from.output(),
        Orders.inMemory(from.shape(), moved),
        from.order().stream().map(moved::indexOf).toList(),
        from.places(),
        List.of());
  }

  private Computed unflat(Value value) {
    return value instanceof Computed computed && !computed.isFlat()
        ? computed
        : writer.computed(writer.named(value), value);
  }

  /**
   * Gives values another shape.
   *
   * @param value any
   * @param target its new shape, all of it said
   * @return the same values
   */
  public Value reshaped(Value value, List<Dimension> target) {
    if (value.shape().equals(target)) {
      return value;
    }
    boolean known = target.stream().allMatch(Dimension::isKnown);
    if (value instanceof Known constant && known) {
      return new Known(
          constant.tensor().reshaped(target.stream().mapToLong(Dimension::factor).toArray()));
    }
    Computed from = unflat(value);
    if (flattens(from, target)) {
      List<Long> maps =
          from.shape().subList(1, from.rank()).stream().map(Dimension::factor).toList();
      return new Computed(
          writer.reshaped(from.output(), target), target, Orders.named(2), false, maps);
    }
    List<Group> groups = from.isNamed() ? List.of() : groups(from.shape(), target);
    return groups.isEmpty() ? plain(from, target) : inMemory(from, target, groups);
  }

  private Computed plain(Value value, List<Dimension> target) {
    return new Computed(
        writer.reshaped(writer.named(value), target),
        target,
        Orders.named(target.size()),
        false,
        List.of());
  }

  /** Whether feature maps become rows, one an image. */
  private static boolean flattens(Computed from, List<Dimension> target) {
    return from.places()
        && from.rank() > 2
        && from.order().equals(Orders.channelsLast(from.rank()))
        && target.size() == 2
        && target.get(0).equals(from.size(0))
        && from.shape().subList(1, from.rank()).stream().allMatch(Dimension::isKnown)
        && !from.size(1).is(1)
        && from.shape().subList(2, from.rank()).stream().anyMatch(size -> !size.is(1));
  }

  /** The smallest neighbours that become others; none where sizes are not known. */
  private static List<Group> groups(List<Dimension> before, List<Dimension> after) {
    List<Group> groups = new ArrayList<>();
    List<Group> none = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      List<Integer> from = new ArrayList<>();
      List<Integer> to = new ArrayList<>();
      Dimension left = Dimension.of(1);
      Dimension right = Dimension.of(1);
      do {
        boolean takeLeft =
            j == after.size() || (i < before.size() && (from.isEmpty() || !isLarger(left, right)));
        if (takeLeft && i < before.size()) {
          left = left.times(before.get(i));
          from.add(i++);
        } else if (j < after.size()) {
          right = right.times(after.get(j));
          to.add(j++);
        } else {
          return none;
        }
        if (left.kind() == Dimension.Kind.UNKNOWN || right.kind() == Dimension.Kind.UNKNOWN) {
          return none;
        }
      } while (!left.equals(right));
      groups.add(new Group(from, to));
    }
    return groups;
  }

  private static boolean isLarger(Dimension left, Dimension right) {
    return left.kind() == right.kind() ? left.factor() > right.factor() : left.isBatch();
  }

  private Value inMemory(Computed value, List<Dimension> target, List<Group> groups) {
    List<Group> sorted = new ArrayList<>(groups);
    sorted.sort(Comparator.comparingInt(group -> first(value, group)));
    List<Integer> before = sorted.stream().flatMap(group -> group.from().stream()).toList();
    List<Integer> after = sorted.stream().flatMap(group -> group.to().stream()).toList();
    Output<?> moved = writer.in(value, before);
    boolean maps = after.size() == 4 && after.equals(Orders.channelsLast(4));
    return new Computed(
        writer.reshaped(moved, Orders.inMemory(target, after)), target, after, maps, List.of());
  }

  /** Where in memory a group begins. */
  private static int first(Computed value, Group group) {
    return group.from().stream()
        .filter(axis -> !value.shape().get(axis).is(1))
        .mapToInt(value::memoryAxis)
        .min()
        .orElse(group.from().stream().mapToInt(value::memoryAxis).min().orElse(value.rank()));
  }
}
