package io.github.gradcam.model.foreign.lowering;

import io.github.gradcam.model.foreign.lowering.Value.Computed;
import io.github.gradcam.model.foreign.lowering.Value.Dimensions;
import io.github.gradcam.model.foreign.lowering.Value.Known;
import io.github.gradcam.model.graph.ConstantNodes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Output;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.OpScope;
import org.tensorflow.op.Scope;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Adds ops to a graph, or computes them at once where it is given an eager session. Values are
 * handed over in the order that an op wants; where they are held in another, ops that move them are
 * added.
 */
public final class GraphWriter {

  /** More values than this are weights, which stand in the graph only when it is done. */
  private static final int SMALL = 256;

  private final ExecutionEnvironment environment;
  private final Scope scope;
  private final Map<String, Integer> names = new HashMap<>();
  private final IdentityHashMap<KnownTensor, Output<?>> constants = new IdentityHashMap<>();
  private final IdentityHashMap<Output<?>, Map<List<Integer>, Output<?>>> moved =
      new IdentityHashMap<>();
  private final Map<String, KnownTensor> weights = new HashMap<>();
  private @Nullable Output<?> images;
  private boolean guessed;
  private String prefix = "network";

  /**
   * Begins.
   *
   * @param environment an empty graph or an eager session; stays the caller's to close
   */
  public GraphWriter(ExecutionEnvironment environment) {
    this.environment = environment;
    this.scope = new OpScope(environment);
  }

  /** Says that images may see each other: by a guess at a shape, or values along the batch. */
  public void guess() {
    guessed = true;
  }

  /** {@return whether the network has to be tried with more than one image} */
  public boolean isGuessed() {
    return guessed;
  }

  /**
   * Names the ops that follow.
   *
   * @param name what they stand for; it becomes their scope
   */
  public void begin(String name) {
    String allowed = name.replaceAll("[^A-Za-z0-9_.\\-/]", "_").replaceFirst("^[^A-Za-z0-9.]+", "");
    prefix = allowed.isEmpty() ? "node" : allowed.replaceFirst("/+$", "");
  }

  /**
   * Adds the op that takes the images.
   *
   * @param name what it is called
   * @param type of the values
   * @param shape sizes in TensorFlow's order; -1 for the batch
   * @return its output
   */
  public Output<?> placeholder(String name, DataType type, long... shape) {
    begin(name);
    Output<?> output =
        new OpCall(environment.opBuilder("Placeholder", unused(prefix), scope))
            .attr("dtype", type)
            .shape(Shape.of(shape))
            .get();
    images = output;
    return output;
  }

  /**
   * Begins an op.
   *
   * @param type as TensorFlow calls it
   * @param inputs its first inputs
   * @return to be finished
   */
  public OpCall op(String type, Output<?>... inputs) {
    OpCall call = new OpCall(environment.opBuilder(type, unused(prefix + "/" + type), scope));
    for (Output<?> input : inputs) {
      call.input(input);
    }
    return call;
  }

  private String unused(String name) {
    int number = names.merge(name, 1, Integer::sum);
    return number == 1 ? name : unused(name + "_" + (number - 1));
  }

  /**
   * Adds a constant.
   *
   * @param tensor its values
   * @return its output; the same where the same tensor was added before
   */
  public Output<?> constant(KnownTensor tensor) {
    Output<?> known = constants.get(tensor);
    if (known == null) {
      known = added(tensor.widened());
      constants.put(tensor, known);
    }
    return known;
  }

  private Output<?> added(KnownTensor tensor) {
    Output<?> added;
    if (tensor.elements() == 0) { // of which TensorFlow may have no memory to be read from Java
      Output<?> zero = op("Cast", scalar(0)).attr("DstT", tensor.type()).get();
      Output<?> shape = ints(LongStream.of(tensor.shape()).mapToInt(Math::toIntExact).toArray());
      added = op("Fill", shape, zero).get();
    } else if (environment.isGraph() && tensor.elements() > SMALL) {
      String name = unused(prefix + "/weight");
      added =
          new OpCall(environment.opBuilder("Placeholder", name, scope))
              .attr("dtype", tensor.type())
              .shape(Shape.of(tensor.shape()))
              .get();
      weights.put(name, tensor);
    } else {
      try (Tensor value = tensor.tensor()) {
        added =
            environment
                .opBuilder("Const", unused(prefix + "/Const"), scope)
                .setAttr("dtype", tensor.type())
                .setAttr("value", value)
                .build()
                .output(0);
      }
    }
    return added;
  }

  /**
   * Adds a vector of int32, as TensorFlow takes sizes and axes.
   *
   * @param numbers its values
   * @return its output
   */
  public Output<?> ints(int... numbers) {
    return constant(KnownTensor.ints(numbers));
  }

  /**
   * Adds a single int32.
   *
   * @param number its value
   * @return its output
   */
  public Output<?> scalar(int number) {
    return constant(KnownTensor.ints(number).reshaped());
  }

  /**
   * Adds a single float32.
   *
   * @param number its value
   * @return its output
   */
  public Output<?> scalar(double number) {
    return constant(KnownTensor.floats(new float[] {(float) number}));
  }

  /**
   * Adds a vector of int32 whose sizes may depend on the number of images.
   *
   * @param sizes none unknown
   * @return its output
   */
  public Output<?> sizes(List<Dimension> sizes) {
    if (sizes.stream().anyMatch(size -> size.kind() == Dimension.Kind.UNKNOWN)) {
      throw new IllegalArgumentException(
          "expected sizes that are known before the network runs, found " + sizes);
    }
    if (sizes.stream().allMatch(Dimension::isKnown)) {
      return ints(sizes.stream().mapToInt(size -> Math.toIntExact(size.factor())).toArray());
    }
    List<Output<?>> parts = new ArrayList<>();
    for (Dimension size : sizes) {
      Output<?> part = scalar(Math.toIntExact(size.factor()));
      parts.add(size.isBatch() ? op("Mul", batch(), part).get() : part);
    }
    return op("Pack").list(parts).get();
  }

  private Output<?> batch() {
    Output<?> shape = op("Shape", Objects.requireNonNull(images)).get();
    return op("StridedSlice", shape, ints(0), ints(1), ints(1)).attr("shrink_axis_mask", 1).get();
  }

  /**
   * The value in the file's order.
   *
   * @param value any
   * @return an output
   */
  public Output<?> named(Value value) {
    return in(value, Orders.named(value.rank()));
  }

  /**
   * The value with its channels last.
   *
   * @param value [N, C, ...] in the file
   * @return [N, ..., C]
   */
  public Output<?> channelsLast(Value value) {
    return in(value, Orders.channelsLast(value.rank()));
  }

  /**
   * The value in an order of one's own.
   *
   * @param value any
   * @param order for each dimension in memory the one of the file
   * @return an output; what moves values is added once
   */
  public Output<?> in(Value value, List<Integer> order) {
    if (value instanceof Known known) {
      int[] moves = Orders.moves(Orders.named(order.size()), order);
      return constant(known.tensor().transposed(moves));
    } else if (value instanceof Dimensions sizes) {
      Output<?> vector = op("Cast", sizes(sizes.numbers())).attr("DstT", DataType.DT_INT64).get();
      return sizes.scalar() ? op("Reshape", vector, ints()).get() : vector;
    }
    Computed computed = (Computed) value;
    if (computed.isFlat()) {
      return unflattened(computed);
    }
    List<Integer> from = computed.order();
    if (from.equals(order)) {
      return computed.output();
    }
    Map<List<Integer>, Output<?>> others =
        moved.computeIfAbsent(computed.output(), output -> new HashMap<>());
    List<Integer> key = new ArrayList<>(from);
    key.addAll(order);
    Output<?> before = others.get(key);
    if (before != null) {
      return before;
    }
    Output<?> after = moved(computed, order);
    others.put(key, after);
    return after;
  }

  /** Moves dimensions; where no value changes its place in memory, only the shape changes. */
  private Output<?> moved(Computed value, List<Integer> order) {
    List<Dimension> shape = value.shape();
    List<Integer> before = value.order().stream().filter(i -> !shape.get(i).is(1)).toList();
    List<Integer> after = order.stream().filter(i -> !shape.get(i).is(1)).toList();
    return before.equals(after)
        ? reshaped(value.output(), Orders.inMemory(shape, order))
        : op("Transpose", value.output(), ints(Orders.moves(value.order(), order))).get();
  }

  private Output<?> unflattened(Computed flat) {
    List<Dimension> places = new ArrayList<>(List.of(flat.shape().get(0)));
    flat.maps().forEach(side -> places.add(Dimension.of(side)));
    List<Integer> order = Orders.channelsLast(places.size());
    Output<?> last = reshaped(flat.output(), Orders.inMemory(places, order));
    Value maps = new Computed(last, List.copyOf(places), order, true, List.of());
    return reshaped(named(maps), flat.shape());
  }

  /**
   * Changes a shape, without moving values.
   *
   * @param output any
   * @param shape sizes, of which one may be unknown, or several multiples of the batch
   * @return the same values
   */
  public Output<?> reshaped(Output<?> output, List<Dimension> shape) {
    long open = shape.stream().filter(size -> !size.isKnown()).count();
    if (open > 1) {
      return op("Reshape", output, sizes(shape)).get();
    }
    int[] sizes =
        shape.stream()
            .mapToInt(size -> size.isKnown() ? Math.toIntExact(size.factor()) : -1)
            .toArray();
    return op("Reshape", output, ints(sizes)).get();
  }

  /**
   * What an op gives, of which the shape is what TensorFlow infers. Sizes that it does not know are
   * the multiple of the batch that the inputs have.
   *
   * @param output of the op
   * @param order of its dimensions in memory
   * @param from what it was computed from
   * @return the value
   */
  public Computed computed(Output<?> output, List<Integer> order, List<? extends Value> from) {
    List<Dimension> batches =
        from.stream()
            .flatMap(value -> value.shape().stream())
            .filter(size -> !size.isKnown())
            .distinct()
            .toList();
    Dimension open = batches.size() == 1 ? batches.get(0) : Dimension.UNKNOWN;
    Shape shape = output.shape();
    List<Dimension> sizes = new ArrayList<>();
    for (int i = 0; !shape.isUnknown() && i < shape.numDimensions(); i++) {
      sizes.add(shape.get(i) < 0 ? open : Dimension.of(shape.get(i)));
    }
    return new Computed(output, Orders.named(sizes, order), order, false, List.of());
  }

  /**
   * What an op gives, in the file's order.
   *
   * @param output of the op
   * @param from what it was computed from
   * @return the value
   */
  public Computed computed(Output<?> output, Value... from) {
    Shape shape = output.shape();
    int rank = shape.isUnknown() ? 0 : shape.numDimensions();
    return computed(output, Orders.named(rank), List.of(from));
  }

  /**
   * Feature maps that an op gives with the channels last.
   *
   * @param output of the op
   * @param from what it was computed from
   * @return the value, [N, C, ...] in the file
   */
  public Computed maps(Output<?> output, Value... from) {
    List<Integer> order = Orders.channelsLast(output.shape().numDimensions());
    Computed made = computed(output, order, List.of(from));
    return new Computed(output, made.shape(), order, order.size() > 2, List.of());
  }

  /**
   * Reads what an eager session has computed.
   *
   * @param value any
   * @return its values in the file's order, no longer the session's
   */
  public Known known(Value value) {
    if (value instanceof Known known) {
      return known;
    }
    Output<?> output = named(value);
    return new Known(
        output.shape().size() == 0
            ? KnownTensor.empty(output.dataType(), output.shape().asArray())
            : KnownTensor.of(output.asTensor()));
  }

  /**
   * Puts the weights into the graph that was written.
   *
   * @param written as TensorFlow gives it
   * @return the same with constants
   */
  public GraphDef complete(GraphDef written) {
    GraphDef.Builder complete = written.toBuilder().clearNode();
    for (NodeDef node : written.getNodeList()) {
      KnownTensor weight = weights.get(node.getName());
      complete.addNode(
          weight == null
              ? node
              : ConstantNodes.of(
                  node.getName(), weight.type(), Shape.of(weight.shape()), weight.content()));
    }
    return complete.build();
  }
}
