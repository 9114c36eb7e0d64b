package io.github.gradcam.model.foreign.onnx.op;

import io.github.gradcam.model.foreign.lowering.Dimension;
import io.github.gradcam.model.foreign.lowering.KnownTensor;
import io.github.gradcam.model.foreign.lowering.Value;
import io.github.gradcam.model.foreign.lowering.Value.Dimensions;
import io.github.gradcam.model.foreign.lowering.Value.Known;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.tensorflow.proto.DataType;

/**
 * What exporters compute of shapes, done before the network runs, with the number of images left
 * open.
 */
public final class ShapeArithmetic {

  private ShapeArithmetic() {}

  /**
   * Computes a node of which some input depends on the number of images.
   *
   * @param node with numbers and vectors of whole numbers
   * @return its output; empty where it is none of shapes
   */
  public static Optional<Value> of(OnnxNode node) {
    boolean symbolic = node.inputs().stream().anyMatch(Dimensions.class::isInstance);
    boolean small = node.inputs().stream().allMatch(ShapeArithmetic::isSmall);
    if (!symbolic || !small) {
      return Optional.empty();
    }
    return switch (node.type()) {
      case "Identity" -> Optional.of(node.input(0));
      case "Cast" -> cast(node);
      case "Gather" -> gather(node);
      case "Slice" -> slice(node);
      case "Concat" -> concat(node);
      case "Squeeze" ->
          Optional.of(Shapes.numbers(numbers(node.input(0)), true))
              .filter(value -> numbers(node.input(0)).size() == 1);
      case "Unsqueeze" ->
          Optional.of(Shapes.numbers(numbers(node.input(0)), false))
              .filter(value -> node.input(0).rank() == 0);
      case "Reshape" -> reshape(node);
      case "Add" -> both(node, Dimension::plus);
      case "Sub" -> both(node, (a, b) -> a.plus(b.times(Dimension.of(-1))));
      case "Mul" -> both(node, Dimension::times);
      case "Div" -> both(node, Dimension::over);
      case "Equal" -> equal(node);
      case "Where" -> where(node);
      case "ReduceProd" ->
          Optional.of(
              Shapes.numbers(
                  List.of(Dimension.product(numbers(node.input(0)))),
                  node.integer("keepdims", 1) == 0));
      default -> Optional.empty();
    };
  }

  private static boolean isSmall(Value value) {
    return value instanceof Dimensions
        || (value instanceof Known known && known.rank() <= 1 && !known.tensor().isFloat());
  }

  private static List<Dimension> numbers(Value value) {
    return value instanceof Dimensions symbolic
        ? symbolic.numbers()
        : Dimension.all(((Known) value).tensor().longs());
  }

  private static Optional<Value> cast(OnnxNode node) {
    DataType type = TensorReader.type((int) node.integer("to", 1));
    boolean whole = type == DataType.DT_INT64 || type == DataType.DT_INT32;
    return Optional.of(node.input(0)).filter(value -> whole);
  }

  private static Optional<Value> gather(OnnxNode node) {
    if (!(node.input(1) instanceof Known indices)) {
      return Optional.empty();
    }
    List<Dimension> from = numbers(node.input(0));
    List<Dimension> taken = new ArrayList<>();
    for (long index : indices.tensor().longs()) {
      long at = index < 0 ? index + from.size() : index;
      if (at < 0 || at >= from.size()) {
        throw node.problem("an index below %d, found %d".formatted(from.size(), index));
      }
      taken.add(from.get((int) at));
    }
    return Optional.of(Shapes.numbers(taken, indices.rank() == 0));
  }

  private static Optional<Value> slice(OnnxNode node) {
    List<Dimension> from = numbers(node.input(0));
    Optional<long[]> starts = node.numbers("starts", 1);
    Optional<long[]> ends = node.numbers("ends", 2);
    boolean forwards = !node.has(4) || node.known(4, "steps").longs()[0] == 1;
    if (starts.isEmpty() || ends.isEmpty() || !forwards) {
      return Optional.empty();
    }
    int start = bound(starts.get()[0], from.size());
    int end = Math.max(start, bound(ends.get()[0], from.size()));
    return Optional.of(Shapes.numbers(from.subList(start, end), false));
  }

  private static int bound(long said, int size) {
    return (int) Math.max(0, Math.min(size, said < 0 ? said + size : said));
  }

  private static Optional<Value> concat(OnnxNode node) {
    List<Dimension> all = new ArrayList<>();
    node.inputs().forEach(value -> all.addAll(numbers(value)));
    return Optional.of(Shapes.numbers(all, false));
  }

  private static Optional<Value> reshape(OnnxNode node) {
    List<Dimension> numbers = numbers(node.input(0));
    int rank = node.dimensions(1).size();
    return rank > 1 || (rank == 0 && numbers.size() != 1)
        ? Optional.empty()
        : Optional.of(Shapes.numbers(numbers, rank == 0));
  }

  private static Optional<Value> both(OnnxNode node, BinaryOperator<Dimension> operator) {
    List<Dimension> left = numbers(node.input(0));
    List<Dimension> right = numbers(node.input(1));
    int count = Math.max(left.size(), right.size());
    boolean fit =
        (left.size() == count || left.size() == 1) && (right.size() == count || right.size() == 1);
    if (!fit) {
      return Optional.empty();
    }
    List<Dimension> made =
        IntStream.range(0, count).mapToObj(i -> operator.apply(at(left, i), at(right, i))).toList();
    boolean unknown = made.stream().anyMatch(size -> size.kind() == Dimension.Kind.UNKNOWN);
    boolean scalar = node.input(0).rank() == 0 && node.input(1).rank() == 0;
    return unknown ? Optional.empty() : Optional.of(Shapes.numbers(made, scalar));
  }

  private static Dimension at(List<Dimension> numbers, int i) {
    return numbers.get(numbers.size() == 1 ? 0 : i);
  }

  /** Whether numbers are the same; how many images there are is compared with nothing above 0. */
  private static Optional<Value> equal(OnnxNode node) {
    List<Dimension> left = numbers(node.input(0));
    List<Dimension> right = numbers(node.input(1));
    int count = Math.max(left.size(), right.size());
    ByteBuffer truths = ByteBuffer.allocate(count);
    for (int i = 0; i < count; i++) {
      Dimension a = at(left, i);
      Dimension b = at(right, i);
      boolean never = a.kind() != b.kind() && Math.min(a.factor(), b.factor()) < 1;
      if (a.kind() != b.kind() && !never) {
        return Optional.empty();
      }
      truths.put((byte) (a.equals(b) ? 1 : 0));
    }
    long[] shape =
        node.input(0).rank() == 0 && node.input(1).rank() == 0 ? new long[0] : new long[] {count};
    return Optional.of(new Known(new KnownTensor(DataType.DT_BOOL, shape, truths.flip())));
  }

  private static Optional<Value> where(OnnxNode node) {
    if (!(node.input(0) instanceof Known condition)) {
      return Optional.empty();
    }
    long[] truths = condition.tensor().longs();
    List<Dimension> yes = numbers(node.input(1));
    List<Dimension> no = numbers(node.input(2));
    int count = Math.max(truths.length, Math.max(yes.size(), no.size()));
    List<Dimension> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      made.add(at(truths[truths.length == 1 ? 0 : i] != 0 ? yes : no, i));
    }
    boolean scalar = node.inputs().stream().allMatch(value -> value.rank() == 0);
    return Optional.of(Shapes.numbers(made, scalar));
  }
}
