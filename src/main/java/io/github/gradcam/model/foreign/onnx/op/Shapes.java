package io.github.gradcam.model.foreign.onnx.op;

import io.github.gradcam.model.foreign.lowering.Dimension;
import io.github.gradcam.model.foreign.lowering.GraphWriter;
import io.github.gradcam.model.foreign.lowering.KnownTensor;
import io.github.gradcam.model.foreign.lowering.Orders;
import io.github.gradcam.model.foreign.lowering.Value;
import io.github.gradcam.model.foreign.lowering.Value.Computed;
import io.github.gradcam.model.foreign.lowering.Value.Dimensions;
import io.github.gradcam.model.foreign.lowering.Value.Known;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** Operators that give the same values another shape or order, or that tell a shape. */
final class Shapes {

  private Shapes() {}

  static Value reshape(OnnxNode node) {
    Value value = node.input(0);
    List<Dimension> asked =
        node.has(1)
            ? node.dimensions(1)
            : Dimension.all(node.integers("shape").orElse(new long[0]));
    boolean copies = node.integer("allowzero", 0) == 0;
    List<Dimension> shape = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      boolean same = copies && asked.get(i).is(0);
      if (same && i >= value.rank()) {
        throw node.problem("0 only for dimensions that there are, found %s".formatted(asked));
      }
      shape.add(same ? value.size(i) : asked.get(i));
    }
    return node.shaping().reshaped(value, filled(node, value, shape));
  }

  /** A shape whose -1 is what is left, and in which the batch of the file is any batch. */
  private static List<Dimension> filled(OnnxNode node, Value value, List<Dimension> shape) {
    Dimension all = Dimension.product(value.shape());
    int open =
        IntStream.range(0, shape.size()).filter(i -> shape.get(i).is(-1)).findFirst().orElse(-1);
    List<Dimension> known = new ArrayList<>(shape);
    if (open >= 0) {
      known.set(open, Dimension.of(1));
    }
    Dimension rest = Dimension.product(known);
    if (all.isBatch() && rest.isKnown() && node.fixedBatch() > 0) {
      return freed(node, value, shape, open);
    }
    if (open >= 0) {
      known.set(open, all.is(0) ? all : all.over(rest));
    }
    Dimension product = Dimension.product(known);
    boolean unknown = known.stream().anyMatch(size -> size.kind() == Dimension.Kind.UNKNOWN);
    if (unknown || (all.kind() != Dimension.Kind.UNKNOWN && !product.equals(all))) {
      throw node.problem(
          "a shape for values of %s, found %s; export the model with its first axis dynamic"
              .formatted(value.shape(), shape));
    }
    return around(value, known);
  }

  /** A shape that knows how the images lie in the dimension that holds them. */
  private static List<Dimension> around(Value value, List<Dimension> shape) {
    long before = around(value.shape());
    List<Dimension> placed = new ArrayList<>();
    long product = 1;
    for (Dimension size : shape) {
      boolean fits =
          size.isBatch() && before % product == 0 && size.factor() % (before / product) == 0;
      placed.add(
          fits ? new Dimension(size.factor(), before / product, Dimension.Kind.BATCH) : size);
      product *= Math.max(1, size.factor());
    }
    return List.copyOf(placed);
  }

  /**
   * A shape that the file has for one number of images, for any number: the dimension at the place
   * of the batch takes it.
   */
  private static List<Dimension> freed(
      OnnxNode node, Value value, List<Dimension> shape, int open) {
    long batch = node.fixedBatch();
    List<Dimension> sizes = value.shape();
    long all = Dimension.product(sizes).factor() * batch;
    List<Dimension> numbers = new ArrayList<>(shape);
    if (open >= 0) {
      numbers.set(open, Dimension.of(1));
      long rest = Dimension.product(numbers).factor();
      numbers.set(open, Dimension.of(rest == 0 ? 0 : all / rest));
    }
    if (Dimension.product(numbers).factor() != all) {
      throw node.problem("a shape for values of %s, found %s".formatted(sizes, shape));
    }
    long before = around(sizes);
    int taking = taking(numbers, before, batch);
    long rest = numbers.get(taking).factor();
    long inside = Dimension.product(numbers.subList(0, taking)).factor();
    if (rest % batch != 0 || before % inside != 0) {
      throw node.problem(
          "a shape in which the batch of %s has a place, found %s; export the model with its first axis dynamic"
              .formatted(sizes, shape));
    }
    if (before > 1 || rest != batch) {
      node.writer().guess();
    }
    numbers.set(taking, new Dimension(rest / batch, before / inside, Dimension.Kind.BATCH));
    return List.copyOf(numbers);
  }

  /** How many values stand around the images. */
  private static long around(List<Dimension> sizes) {
    return Dimension.product(sizes).lead();
  }

  /**
   * Which number of a shape takes the images: the one that begins where they do, unless that is the
   * last, which holds the numbers of one place.
   */
  private static int taking(List<Dimension> numbers, long before, long batch) {
    long product = 1;
    int place = 0;
    while (place < numbers.size() && product < before) {
      product *= numbers.get(place++).factor();
    }
    boolean inside = product > before || place == numbers.size();
    boolean last = place == numbers.size() - 1 && place > 0 && !numbers.get(place).is(batch);
    return Math.max(0, inside || last ? place - 1 : place);
  }

  /** Two dimensions: what stands before an axis, and the rest. */
  static Value flatten(OnnxNode node) {
    Value value = node.input(0);
    long said = node.integer("axis", 1);
    int axis = (int) (said < 0 ? said + value.rank() : said);
    if (axis < 0 || axis > value.rank()) {
      throw node.problem("an axis of %d dimensions, found %d".formatted(value.rank(), said));
    }
    List<Dimension> shape =
        List.of(
            Dimension.product(value.shape().subList(0, axis)),
            Dimension.product(value.shape().subList(axis, value.rank())));
    return node.shaping().reshaped(value, shape);
  }

  static Value squeeze(OnnxNode node) {
    Value value = node.input(0);
    List<Dimension> shape = new ArrayList<>();
    long[] axes = node.numbers("axes", 1).orElse(new long[0]);
    TreeSet<Integer> gone = new TreeSet<>();
    for (long axis : axes) {
      gone.add(node.axis(axis, value.rank()));
    }
    for (int i = 0; i < value.rank(); i++) {
      boolean one = value.size(i).is(1);
      if (gone.contains(i) && !one) {
        throw node.problem("a size of 1 to leave out, found %s".formatted(value.shape()));
      }
      if (axes.length == 0 ? !one : !gone.contains(i)) {
        shape.add(value.size(i));
      }
    }
    return node.shaping().reshaped(value, shape);
  }

  static Value unsqueeze(OnnxNode node) {
    Value value = node.input(0);
    long[] axes = node.numbers("axes", 1).orElse(new long[0]);
    int rank = value.rank() + axes.length;
    TreeSet<Integer> places = new TreeSet<>();
    for (long axis : axes) {
      places.add(node.axis(axis, rank));
    }
    List<Dimension> shape = new ArrayList<>(value.shape());
    places.forEach(place -> shape.add(place, Dimension.of(1)));
    return node.shaping().reshaped(value, shape);
  }

  static Value transpose(OnnxNode node) {
    int rank = node.input(0).rank();
    int[] order =
        node.integers("perm")
            .map(OnnxNode::ints)
            .orElseGet(() -> IntStream.range(0, rank).map(i -> rank - 1 - i).toArray());
    boolean whole =
        order.length == rank
            && Arrays.equals(IntStream.of(order).sorted().toArray(), OnnxNode.range(0, rank));
    if (!whole) {
      throw node.problem("each of %d axes once, found %s".formatted(rank, Arrays.toString(order)));
    }
    return node.shaping().transposed(node.input(0), order);
  }

  /** The sizes themselves, as far as they are known before the network runs. */
  static Value shape(OnnxNode node) {
    Value value = node.input(0);
    int rank = value.rank();
    int start = bound(node.integer("start", 0), rank);
    int end = bound(node.integer("end", rank), rank);
    return numbers(value.shape().subList(Math.min(start, end), end), false);
  }

  private static int bound(long said, int rank) {
    return (int) Math.max(0, Math.min(rank, said < 0 ? said + rank : said));
  }

  static Value size(OnnxNode node) {
    return numbers(List.of(Dimension.product(node.input(0).shape())), true);
  }

  /** Whole numbers as a constant, if all of them are known. */
  static Value numbers(List<Dimension> numbers, boolean scalar) {
    if (!numbers.stream().allMatch(Dimension::isKnown)) {
      return new Dimensions(List.copyOf(numbers), scalar);
    }
    long[] values = numbers.stream().mapToLong(Dimension::factor).toArray();
    return new Known(scalar ? KnownTensor.longs(values) : KnownTensor.longs(values, values.length));
  }

  static Value constant(OnnxNode node) {
    if (node.hasAttribute("value")) {
      return new Known(node.tensor("value").orElseThrow());
    } else if (node.hasAttribute("value_float")) {
      return new Known(KnownTensor.floats(new float[] {node.real("value_float", 0)}));
    } else if (node.hasAttribute("value_floats")) {
      float[] values = node.reals("value_floats").orElseThrow();
      return new Known(KnownTensor.floats(values, values.length));
    } else if (node.hasAttribute("value_int")) {
      return new Known(KnownTensor.longs(new long[] {node.integer("value_int", 0)}));
    } else if (node.hasAttribute("value_ints")) {
      long[] values = node.integers("value_ints").orElseThrow();
      return new Known(KnownTensor.longs(values, values.length));
    }
    throw node.problem("a value of numbers, found a sparse one or words");
  }

  /** One number everywhere. */
  static Value filled(OnnxNode node) {
    GraphWriter writer = node.writer();
    KnownTensor value = node.tensor("value").orElseGet(() -> KnownTensor.floats(new float[1], 1));
    List<Dimension> shape = node.dimensions(0);
    checkSize(shape);
    Output<?> made =
        writer.op("Fill", writer.sizes(shape), writer.constant(value.reshaped())).get();
    return new Computed(made, List.copyOf(shape), Orders.named(shape.size()), false, List.of());
  }

  /** Refuses a shape that no memory holds for one image. */
  static void checkSize(List<Dimension> shape) {
    KnownTensor.elements(
        shape.stream().mapToLong(size -> size.isKnown() ? size.factor() : 1).toArray());
  }

  static Value expand(OnnxNode node) {
    Value value = node.input(0);
    List<Dimension> asked = node.dimensions(1);
    int rank = Math.max(asked.size(), value.rank());
    List<Dimension> shape = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      Dimension own =
          i < rank - value.rank() ? Dimension.of(1) : value.size(i - rank + value.rank());
      Dimension other =
          i < rank - asked.size() ? Dimension.of(1) : asked.get(i - rank + asked.size());
      // where the file has a fixed batch, it is asked for as a number
      boolean same = other.is(1) || other.is(-1) || other.is(own.factor()) || own.isBatch();
      shape.add(same ? own : other);
    }
    if (shape.equals(value.shape())) {
      return value;
    }
    checkSize(shape);
    GraphWriter writer = node.writer();
    Output<?> made = writer.op("BroadcastTo", node.named(0), writer.sizes(shape)).get();
    return new Computed(made, List.copyOf(shape), Orders.named(rank), false, List.of());
  }

  static Value tile(OnnxNode node) {
    Computed value = node.ordered(0);
    long[] times = node.known(1, "repeats").longs();
    if (times.length != value.rank()) {
      throw node.problem(
          "a number for each of %d axes, found %d".formatted(value.rank(), times.length));
    }
    List<Dimension> shape = new ArrayList<>();
    for (int i = 0; i < times.length; i++) {
      shape.add(value.size(i).times(Dimension.of(times[i])));
    }
    checkSize(shape);
    GraphWriter writer = node.writer();
    int[] memory = value.order().stream().mapToInt(axis -> OnnxNode.clamped(times[axis])).toArray();
    Output<?> made = writer.op("Tile", value.output(), writer.ints(memory)).get();
    return new Computed(made, List.copyOf(shape), value.order(), value.places(), List.of());
  }

  static Value range(OnnxNode node) {
    GraphWriter writer = node.writer();
    double steps =
        (node.known(1, "limits").floats()[0] - node.known(0, "limits").floats()[0])
            / node.known(2, "limits").floats()[0];
    KnownTensor.elements((long) Math.max(0, Math.min(Long.MAX_VALUE / 2.0, steps)));
    Output<?>[] limits = new Output<?>[3];
    for (int i = 0; i < 3; i++) {
      limits[i] = writer.constant(node.known(i, "limits").reshaped());
    }
    return writer.computed(writer.op("Range", limits).get());
  }

  /** Blocks of channels to places: [N, C b b, h, w] to [N, C, h b, w b]. */
  static Value depthToSpace(OnnxNode node) {
    Value x = node.input(0);
    long block = node.integer("blocksize", 1);
    boolean columns = node.word("mode", "DCR").equals("CRD");
    if (x.rank() != 4 || block < 1 || x.size(1).factor() % (block * block) != 0) {
      throw node.problem("channels of whole blocks of %d, found %s".formatted(block, x.shape()));
    }
    Dimension channels = Dimension.of(x.size(1).factor() / (block * block));
    Dimension side = Dimension.of(block);
    List<Dimension> apart =
        columns
            ? List.of(x.size(0), channels, side, side, x.size(2), x.size(3))
            : List.of(x.size(0), side, side, channels, x.size(2), x.size(3));
    Value blocks = node.shaping().reshaped(held(node, x), apart);
    Value moved =
        columns
            ? node.shaping().transposed(blocks, 0, 1, 4, 2, 5, 3)
            : node.shaping().transposed(blocks, 0, 3, 4, 1, 5, 2);
    return node.shaping()
        .reshaped(
            moved, List.of(x.size(0), channels, x.size(2).times(side), x.size(3).times(side)));
  }

  /** Blocks of places to channels: [N, C, h b, w b] to [N, C b b, h, w]. */
  static Value spaceToDepth(OnnxNode node) {
    Value x = node.input(0);
    long block = node.integer("blocksize", 1);
    long[] places = node.places(x);
    if (x.rank() != 4 || block < 1 || LongStream.of(places).anyMatch(side -> side % block != 0)) {
      throw node.problem("sides of whole blocks of %d, found %s".formatted(block, x.shape()));
    }
    Dimension side = Dimension.of(block);
    Dimension rows = Dimension.of(places[0] / block);
    Dimension columns = Dimension.of(places[1] / block);
    Value blocks =
        node.shaping()
            .reshaped(held(node, x), List.of(x.size(0), x.size(1), rows, side, columns, side));
    Value moved = node.shaping().transposed(blocks, 0, 3, 5, 1, 2, 4);
    return node.shaping()
        .reshaped(moved, List.of(x.size(0), x.size(1).times(side).times(side), rows, columns));
  }

  private static Value held(OnnxNode node, Value value) {
    return value instanceof Computed ? value : node.writer().computed(node.named(0), value);
  }

  /** The upper or the lower triangle of matrices, the rest 0. */
  static Value triangle(OnnxNode node) {
    long shift = node.has(1) ? node.known(1, "diagonals").longs()[0] : 0;
    boolean upper = node.integer("upper", 1) != 0;
    Output<?> x = node.named(0);
    // the band that is kept, or the one on the other side of the diagonal that is left out
    boolean kept = upper ? shift <= 0 : shift >= 0;
    long lower = upper ? -shift : kept ? -1 : -shift - 1;
    long above = upper ? kept ? -1 : shift - 1 : kept ? shift : -1;
    if (upper && !kept) {
      lower = -1;
    }
    Output<?> band = band(node, x, lower, above);
    Output<?> made = kept ? band : node.writer().op("Sub", x, band).get();
    return node.writer().computed(made, node.input(0));
  }

  /** TensorFlow takes no bands that are wider than the matrix; -1 is all of it. */
  private static Output<?> band(OnnxNode node, Output<?> x, long lower, long upper) {
    long rows = node.input(0).size(-2).factor();
    long columns = node.input(0).size(-1).factor();
    GraphWriter writer = node.writer();
    return writer
        .op(
            "MatrixBandPart",
            x,
            writer.scalar(OnnxNode.clamped(lower > rows ? -1 : lower)),
            writer.scalar(OnnxNode.clamped(upper > columns ? -1 : upper)))
        .get();
  }

  static Value cumulated(OnnxNode node) {
    GraphWriter writer = node.writer();
    int axis = node.axis(node.known(1, "axes").longs()[0], node.input(0).rank());
    node.join(node.input(0), axis);
    Output<?> made =
        writer
            .op("Cumsum", node.named(0), writer.scalar(axis))
            .attr("exclusive", node.integer("exclusive", 0) != 0)
            .attr("reverse", node.integer("reverse", 0) != 0)
            .get();
    return writer.computed(made, node.input(0));
  }

  static Value oneHot(OnnxNode node) {
    GraphWriter writer = node.writer();
    Value indices = node.input(0);
    long depth = node.known(1, "depths").longs()[0];
    List<Dimension> shape = new ArrayList<>(indices.shape());
    shape.add(Dimension.of(depth));
    checkSize(shape);
    long axis = node.integer("axis", -1);
    KnownTensor values = node.known(2, "values");
    Output<?> both = writer.constant(values);
    Output<?> whole = writer.op("Cast", node.named(0)).attr("DstT", DataType.DT_INT64).get();
    Output<?> size =
        writer.op("Cast", writer.scalar((double) depth)).attr("DstT", DataType.DT_INT64).get();
    // indices below 0 count from the end
    Output<?> zero = writer.op("ZerosLike", whole).get();
    Output<?> negative = writer.op("Less", whole, zero).get();
    Output<?> shifted = writer.op("AddV2", whole, size).get();
    Output<?> wrapped = writer.op("SelectV2", negative, shifted, whole).get();
    Output<?> made =
        writer
            .op(
                "OneHot",
                wrapped,
                writer.scalar(OnnxNode.clamped(depth)),
                part(writer, both, 1),
                part(writer, both, 0))
            .attr("axis", axis < 0 ? axis + indices.rank() + 1 : axis)
            .get();
    return writer.computed(made, indices);
  }

  private static Output<?> part(GraphWriter writer, Output<?> values, int index) {
    return writer
        .op("StridedSlice", values, writer.ints(index), writer.ints(index + 1), writer.ints(1))
        .attr("shrink_axis_mask", 1)
        .get();
  }
}
