package io.github.gradcam.explain.export.onnx.op;

import static io.github.gradcam.explain.export.onnx.op.NodeWriter.integers;

import io.github.gradcam.explain.export.onnx.op.Stored.Computed;
import io.github.gradcam.explain.export.onnx.op.Stored.Fixed;
import io.github.gradcam.explain.export.onnx.op.Stored.Order;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/** Gives values in the order that is asked for. What moves them is added once. */
public final class Layouts {

  private static final int RANK = 4;
  private static final int[] FIRST = {0, 3, 1, 2};
  private static final long[] LAST = {0, 2, 3, 1};

  private final NodeWriter writer;
  private final Map<String, String> plain = new HashMap<>();
  private final Map<String, String> first = new HashMap<>();
  private final Set<String> moved = new HashSet<>();

  /**
   * Begins.
   *
   * @param writer of the graph
   */
  public Layouts(NodeWriter writer) {
    this.writer = writer;
  }

  /**
   * A value as TensorFlow has it.
   *
   * @param value any
   * @return its name
   */
  public String plain(Stored value) {
    if (value instanceof Fixed fixed) {
      return plain.computeIfAbsent(
          fixed.name(), name -> writer.weights(fixed.tensor(), fixed.name()));
    }
    Computed computed = (Computed) value;
    return switch (computed.order()) {
      case PLAIN -> computed.name();
      case CHANNELS_FIRST ->
          plain.computeIfAbsent(
              computed.name(), name -> kept(channelsLast(name, computed.shape())));
      case FLAT -> plain.computeIfAbsent(computed.name(), name -> kept(unflattened(computed)));
    };
  }

  private String kept(String name) {
    moved.add(name);
    return name;
  }

  /**
   * Tells what was added here.
   *
   * @param name of a value
   * @return whether it is another in another order, which others may ask for too
   */
  public boolean isMoved(String name) {
    return moved.contains(name);
  }

  /**
   * A value with its channels first.
   *
   * @param value [N, h, w, C] in TensorFlow
   * @return the name of [N, C, h, w]
   */
  public String channelsFirst(Stored value) {
    if (value instanceof Fixed fixed) {
      return first.computeIfAbsent(
          fixed.name(), name -> writer.weights(fixed.tensor().transposed(FIRST), name));
    }
    Computed computed = (Computed) value;
    if (computed.isMaps()) {
      return computed.name();
    }
    return first.computeIfAbsent(
        plain(computed),
        name -> {
          List<Long> shape = computed.shape();
          return kept(
              isInPlace(shape)
                  ? reshaped(name, shape.get(0), shape.get(3), shape.get(1), shape.get(2))
                  : writer.add("Transpose", List.of(name), integers("perm", widened(FIRST))));
        });
  }

  private static long[] widened(int[] order) {
    return Arrays.stream(order).asLongStream().toArray();
  }

  private String channelsLast(String name, List<Long> shape) {
    return isInPlace(shape)
        ? reshaped(name, shape.get(0), shape.get(1), shape.get(2), shape.get(3))
        : writer.add("Transpose", List.of(name), integers("perm", LAST));
  }

  private String unflattened(Computed flat) {
    List<Long> sides = flat.sides();
    String maps =
        reshaped(flat.name(), flat.shape().get(0), sides.get(2), sides.get(0), sides.get(1));
    String moved = writer.add("Transpose", List.of(maps), integers("perm", LAST));
    return reshaped(moved, flat.shape().get(0), flat.shape().get(1));
  }

  private String reshaped(String value, long... sizes) {
    return writer.add("Reshape", List.of(value, writer.longs(sizes)));
  }

  /**
   * Whether no value changes its place when the channels go from last to first, and the new shape
   * can be told.
   *
   * @param shape sizes as TensorFlow has them
   * @return whether there is one place, or one channel
   */
  static boolean isInPlace(List<Long> shape) {
    boolean told = shape.stream().filter(size -> size < 0).count() <= 1;
    return shape.size() == RANK
        && told
        && ((shape.get(1) == 1 && shape.get(2) == 1) || shape.get(3) == 1);
  }

  /**
   * Where a dimension of TensorFlow is in a value.
   *
   * @param order of the value
   * @param axis number of the dimension in TensorFlow, 0 or more
   * @return its number in ONNX
   */
  static long axis(Order order, long axis) {
    return order == Order.CHANNELS_FIRST ? LongStream.of(0, 2, 3, 1).toArray()[(int) axis] : axis;
  }
}
