package io.github.gradcam.explain.export.onnx.op;

import static io.github.gradcam.explain.export.onnx.op.NodeWriter.integer;
import static io.github.gradcam.explain.export.onnx.op.NodeWriter.integers;
import static io.github.gradcam.explain.export.onnx.op.NodeWriter.word;

import io.github.gradcam.explain.export.onnx.op.Stored.Computed;
import io.github.gradcam.explain.export.onnx.op.Stored.Order;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.tensorflow.proto.DataType;

/** Ops that give the same values another shape, repeat them or join them. */
final class ShapeOps {

  private static final int RANK = 4;

  private ShapeOps() {}

  static void addTo(Map<String, Translation> all) {
    all.put("Reshape", Translation.of(ShapeOps::reshape));
    all.put("Squeeze", Translation.of(ShapeOps::squeeze));
    all.put("ExpandDims", Translation.of(ShapeOps::expand));
    all.put("Transpose", Translation.of(ShapeOps::transpose));
    all.put("Shape", Translation.of(ShapeOps::shape));
    all.put("Pack", Translation.of(ShapeOps::pack));
    all.put("ConcatV2", Translation.of(ShapeOps::concat));
    all.put("Tile", Translation.of(ShapeOps::tile));
    all.put(
        "BroadcastTo",
        Translation.of(
            step -> step.plain(step.add("Expand", List.of(step.plain(0), step.sizes(1))))));
    all.put(
        "Fill",
        Translation.of(
            step ->
                new Computed(
                    step.add("Expand", List.of(step.plain(1), step.sizes(0))),
                    Order.PLAIN,
                    step.shape(0),
                    step.input(1).type(),
                    List.of())));
    all.put("ZerosLike", Translation.of(step -> filled(step, 0)));
    all.put("OnesLike", Translation.of(step -> filled(step, 1)));
    all.put("DepthToSpace", Translation.of(step -> blocks(step, "DepthToSpace")));
    all.put("SpaceToDepth", Translation.of(step -> blocks(step, "SpaceToDepth")));
  }

  private static Stored reshape(OpStep step) {
    return same(step)
        .orElseGet(() -> step.plain(step.add("Reshape", List.of(step.plain(0), step.sizes(1)))));
  }

  private static Stored squeeze(OpStep step) {
    int rank = step.input(0).rank();
    List<Long> shape = step.input(0).shape();
    long[] said = step.integers("squeeze_dims");
    long[] axes =
        said.length > 0
            ? LongStream.of(said).map(axis -> OpStep.axis(axis, rank)).sorted().toArray()
            : LongStream.range(0, rank).filter(axis -> shape.get((int) axis) == 1).toArray();
    return same(step)
        .orElseGet(
            () ->
                step.plain(step.add("Squeeze", List.of(step.plain(0), step.writer().longs(axes)))));
  }

  private static Stored expand(OpStep step) {
    return same(step)
        .orElseGet(
            () ->
                step.plain(
                    step.add(
                        "Unsqueeze",
                        List.of(step.plain(0), step.writer().longs(step.numbers(1)[0])))));
  }

  /**
   * The first input in the output's shape, if at most one size of that is open. Maps of one place
   * keep their channels first, and whole maps that are made flat keep their order.
   */
  private static Optional<Stored> same(OpStep step) {
    Stored value = step.input(0);
    List<Long> from = value.shape();
    List<Long> to = step.shape(0);
    if (to.stream().filter(size -> size < 0).count() > 1) {
      return Optional.empty();
    } else if (from.equals(to)) {
      return Optional.of(value);
    }
    if (value instanceof Computed maps && maps.isMaps() && !Layouts.isInPlace(from)) {
      List<Long> sides = from.subList(1, RANK);
      boolean whole =
          to.size() == 2
              && to.get(0).equals(from.get(0))
              && sides.stream().allMatch(side -> side > 0)
              && to.get(1) == sides.get(0) * sides.get(1) * sides.get(2);
      if (whole) {
        return Optional.of(step.computed(0, reshaped(step, maps.name(), to), Order.FLAT, sides));
      }
    }
    if (value instanceof Computed flat
        && flat.order() == Order.FLAT
        && to.size() == RANK
        && to.subList(1, RANK).equals(flat.sides())) {
      return Optional.of(step.maps(reshaped(step, flat.name(), first(to))));
    }
    boolean inPlace = value instanceof Computed maps && maps.isMaps() && Layouts.isInPlace(from);
    String name = inPlace ? step.held(0) : step.plain(0);
    boolean place = Layouts.isInPlace(to) && to.get(1) == 1 && to.get(2) == 1;
    return Optional.of(
        place ? step.maps(reshaped(step, name, first(to))) : step.plain(reshaped(step, name, to)));
  }

  private static List<Long> first(List<Long> shape) {
    return List.of(shape.get(0), shape.get(3), shape.get(1), shape.get(2));
  }

  private static String reshaped(OpStep step, String value, List<Long> shape) {
    long[] sizes = shape.stream().mapToLong(Long::longValue).toArray();
    return step.add("Reshape", List.of(value, step.writer().longs(sizes)));
  }

  /** Nothing moves where the channels are put to the place where they are. */
  private static Stored transpose(OpStep step) {
    long[] order = step.numbers(1);
    Stored value = step.unflattened(0);
    boolean first = value instanceof Computed computed && computed.isMaps();
    if (!first && Arrays.equals(order, new long[] {0, 2, 3, 1})) {
      return step.maps(step.plain(0));
    }
    Order held = first ? Order.CHANNELS_FIRST : Order.PLAIN;
    String name = first ? step.held(0) : step.plain(0);
    long[] moves = LongStream.of(order).map(axis -> Layouts.axis(held, axis)).toArray();
    boolean still = Arrays.equals(moves, LongStream.range(0, moves.length).toArray());
    return step.plain(still ? name : step.add("Transpose", List.of(name), integers("perm", moves)));
  }

  private static Stored shape(OpStep step) {
    String sizes = step.add("Shape", List.of(step.held(0)));
    if (step.order(0) == Order.CHANNELS_FIRST) {
      sizes =
          step.add("Gather", List.of(sizes, step.writer().longs(0, 2, 3, 1)), integer("axis", 0));
    }
    DataType type = step.op().output(0).dataType();
    String cast = type == DataType.DT_INT64 ? sizes : step.writer().cast(sizes, OnnxTypes.of(type));
    return new Computed(cast, Order.PLAIN, step.shape(0), type, List.of());
  }

  private static Stored pack(OpStep step) {
    int rank = step.shape(0).size();
    long axis = OpStep.axis(step.integer("axis"), rank);
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < step.inputs().size(); i++) {
      parts.add(step.add("Unsqueeze", List.of(step.plain(i), step.writer().longs(axis))));
    }
    return step.plain(step.add("Concat", parts, integer("axis", axis)));
  }

  private static Stored concat(OpStep step) {
    int count = step.inputs().size() - 1;
    long axis = OpStep.axis(step.numbers(count)[0], step.input(0).rank());
    boolean first = false;
    for (int i = 0; i < count; i++) {
      first |= step.order(i) == Order.CHANNELS_FIRST;
    }
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(first ? step.channelsFirst(i) : step.plain(i));
    }
    Order order = first ? Order.CHANNELS_FIRST : Order.PLAIN;
    String joined = step.add("Concat", parts, integer("axis", Layouts.axis(order, axis)));
    return first ? step.maps(joined) : step.plain(joined);
  }

  private static Stored tile(OpStep step) {
    if (step.order(0) == Order.CHANNELS_FIRST && step.input(1) instanceof Stored.Fixed fixed) {
      long[] times = fixed.tensor().longs();
      String repeats = step.writer().longs(times[0], times[3], times[1], times[2]);
      return step.maps(step.add("Tile", List.of(step.held(0), repeats)));
    }
    return step.plain(step.add("Tile", List.of(step.plain(0), step.sizes(1))));
  }

  private static Stored filled(OpStep step, int number) {
    NodeWriter writer = step.writer();
    DataType type = step.input(0).type();
    String one = writer.scalar((float) number);
    String typed = type == DataType.DT_FLOAT ? one : writer.cast(one, OnnxTypes.of(type));
    return step.like(step.input(0), writer.expandedAs(typed, step.held(0)));
  }

  /**
   * Blocks of places for channels or the other way; the block's place counts more than the channel.
   */
  private static Stored blocks(OpStep step, String op) {
    if (!Set.of("", "NHWC").contains(step.word("data_format"))) {
      throw step.refused("maps " + step.word("data_format"));
    }
    var size = integer("blocksize", step.integer("block_size"));
    List<String> maps = List.of(step.channelsFirst(0));
    return step.maps(
        op.equals("DepthToSpace")
            ? step.add(op, maps, size, word("mode", "DCR"))
            : step.add(op, maps, size));
  }
}
