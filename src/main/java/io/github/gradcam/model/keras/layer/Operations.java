package io.github.gradcam.model.keras.layer;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gradcam.model.keras.config.LayerConfig;
import io.github.gradcam.model.keras.weights.ArchiveWeights;
import io.github.gradcam.model.layer.Layer;
import io.github.gradcam.model.layer.LayerScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/** Functions of TensorFlow and Keras that stand among the layers of a functional model. */
public final class Operations {

  /** Adds the ops of one. */
  @FunctionalInterface
  private interface Operation {
    Operand<TFloat32> apply(LayerConfig config, LayerScope scope, Arguments arguments);
  }

  private static final Set<String> FUNCTION_LAYERS = Set.of("TFOpLambda", "SlicingOpLambda");

  private static final Map<String, Operation> ALL =
      Map.ofEntries(
          entry("add", pair(Merge.ADD)),
          entry("bias_add", pair(Merge.ADD)),
          entry("sub", pair(Merge.SUBTRACT)),
          entry("subtract", pair(Merge.SUBTRACT)),
          entry("mul", pair(Merge.MULTIPLY)),
          entry("multiply", pair(Merge.MULTIPLY)),
          entry("truediv", pair(Merge.DIVIDE)),
          entry("true_divide", pair(Merge.DIVIDE)),
          entry("divide", pair(Merge.DIVIDE)),
          entry("maximum", pair(Merge.MAXIMUM)),
          entry("minimum", pair(Merge.MINIMUM)),
          entry("negative", single((scope, x) -> scope.output().math.neg(x))),
          entry("square", single((scope, x) -> scope.output().math.square(x))),
          entry("sqrt", single((scope, x) -> scope.output().math.sqrt(x))),
          entry("abs", single((scope, x) -> scope.output().math.abs(x))),
          entry("absolute", single((scope, x) -> scope.output().math.abs(x))),
          entry("exp", single((scope, x) -> scope.output().math.exp(x))),
          entry("cast", single(Activations.LINEAR)),
          entry("identity", single(Activations.LINEAR)),
          entry("clip", Operations::clip),
          entry("clip_by_value", Operations::clip),
          entry("getitem", Operations::slice),
          entry("get_item", Operations::slice),
          entry("mean", Operations::mean),
          entry("reduce_mean", Operations::mean),
          entry("max", Operations::max),
          entry("reduce_max", Operations::max),
          entry("sum", Operations::sum),
          entry("reduce_sum", Operations::sum),
          entry("concat", Operations::concat),
          entry("concatenate", Operations::concat),
          entry("stack", Operations::stack),
          entry("reshape", Operations::reshape),
          entry("transpose", Operations::transpose),
          entry("expand_dims", Operations::expandDims),
          entry("squeeze", Operations::squeeze),
          entry("resize", Operations::resize));

  private Operations() {}

  /** The function's name: {@code math.reduce_mean} is reduce_mean, TrueDivide true_divide. */
  private static String name(LayerConfig config) {
    String function =
        FUNCTION_LAYERS.contains(config.className())
            ? config.text("function", "")
            : ArchiveWeights.snakeCase(config.className());
    return function.substring(function.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /** A function of TensorFlow or Keras that stands in the graph where layers do. */
  public static boolean contains(LayerConfig config) {
    if (FUNCTION_LAYERS.contains(config.className())) {
      return true;
    }
    String module = config.node().path("module").asText();
    return module.contains(".ops.")
        || (module.isEmpty() && config.keras() >= 3 && !config.has("trainable") && isKnown(config));
  }

  private static boolean isKnown(LayerConfig config) {
    String name = name(config);
    return ALL.containsKey(name) || Activations.operation(config, name) != null;
  }

  public static Operand<TFloat32> apply(LayerConfig config, LayerScope scope, Arguments arguments) {
    String name = name(config);
    Operation operation = ALL.get(name);
    if (operation != null) {
      return operation.apply(config, scope, arguments);
    }
    Layer activation = Activations.operation(config, name);
    if (activation == null) {
      throw config.problem(
          ("expected a function of %s or an activation, found '%s'; export the model as a SavedModel"
                  + " and give that folder")
              .formatted(String.join(", ", new TreeSet<>(ALL.keySet())), name));
    }
    return activation.call(scope, arguments.tensors());
  }

  private static Operation single(Formula formula) {
    return (config, scope, arguments) ->
        formula.of(scope, arguments.operand(scope.inner(), 0, "x", "input", "features"));
  }

  private static Operation pair(Merge.Pair pair) {
    return (config, scope, arguments) ->
        pair.of(
            scope.output(),
            arguments.operand(scope.inner(), 0, "x", "x1", "value"),
            arguments.operand(scope.inner(), 1, "y", "x2", "bias"));
  }

  private static Operand<TFloat32> input(LayerScope scope, Arguments arguments) {
    return arguments.operand(
        scope.inner(), 0, "x", "input_tensor", "tensor", "input", "a", "t", "images");
  }

  /** An argument of the call, or a setting of the operation as Keras 3 has it. */
  private static JsonNode setting(
      LayerConfig config, Arguments arguments, int position, String... names) {
    for (String name : names) {
      if (config.has(name)) {
        return config.get(name);
      }
    }
    return arguments.value(position, names);
  }

  private static int[] ints(JsonNode node) {
    List<Float> numbers = new ArrayList<>();
    LayerConfig.collect(node, numbers);
    return numbers.stream().mapToInt(Float::intValue).toArray();
  }

  private static Operand<TFloat32> clip(LayerConfig config, LayerScope scope, Arguments arguments) {
    Ops tf = scope.inner();
    float least =
        (float) setting(config, arguments, 1, "x_min", "clip_value_min", "min_value").asDouble();
    float most =
        (float) setting(config, arguments, 2, "x_max", "clip_value_max", "max_value").asDouble();
    var above = tf.math.maximum(input(scope, arguments), tf.constant(least));
    return scope.output().math.minimum(above, tf.constant(most));
  }

  private static Operand<TFloat32> slice(
      LayerConfig config, LayerScope scope, Arguments arguments) {
    Operand<TFloat32> x = arguments.operand(scope.inner(), 0, "tensor", "x");
    JsonNode key = arguments.value(1, "slice_spec", "key");
    return SliceKey.of(key, x.shape().numDimensions(), config).apply(scope, x);
  }

  private static int[] axes(LayerConfig config, Arguments arguments, Operand<TFloat32> x) {
    int[] axes = ints(setting(config, arguments, 1, "axis"));
    int rank = x.shape().numDimensions();
    return axes.length > 0 ? axes : IntStream.range(0, rank).toArray();
  }

  private static boolean keepDims(LayerConfig config, Arguments arguments) {
    return setting(config, arguments, 2, "keepdims", "keep_dims").asBoolean(false);
  }

  private static Operand<TFloat32> mean(LayerConfig config, LayerScope scope, Arguments arguments) {
    Operand<TFloat32> x = input(scope, arguments);
    var along = scope.inner().constant(axes(config, arguments, x));
    return scope.output().math.mean(x, along, Mean.keepDims(keepDims(config, arguments)));
  }

  private static Operand<TFloat32> max(LayerConfig config, LayerScope scope, Arguments arguments) {
    Operand<TFloat32> x = input(scope, arguments);
    var along = scope.inner().constant(axes(config, arguments, x));
    return scope.output().reduceMax(x, along, ReduceMax.keepDims(keepDims(config, arguments)));
  }

  private static Operand<TFloat32> sum(LayerConfig config, LayerScope scope, Arguments arguments) {
    Operand<TFloat32> x = input(scope, arguments);
    var along = scope.inner().constant(axes(config, arguments, x));
    return scope.output().reduceSum(x, along, ReduceSum.keepDims(keepDims(config, arguments)));
  }

  private static Operand<TFloat32> concat(
      LayerConfig config, LayerScope scope, Arguments arguments) {
    int axis = setting(config, arguments, 1, "axis").asInt(-1);
    return new Concatenate(axis).call(scope, arguments.tensors(0, "values", "xs"));
  }

  private static Operand<TFloat32> stack(
      LayerConfig config, LayerScope scope, Arguments arguments) {
    long axis = setting(config, arguments, 1, "axis").asLong(0);
    return scope.output().stack(arguments.tensors(0, "values", "x"), Stack.axis(axis));
  }

  private static Operand<TFloat32> reshape(
      LayerConfig config, LayerScope scope, Arguments arguments) {
    int[] shape = ints(setting(config, arguments, 1, "newshape", "shape"));
    return scope.output().reshape(input(scope, arguments), scope.inner().constant(shape));
  }

  private static Operand<TFloat32> transpose(
      LayerConfig config, LayerScope scope, Arguments arguments) {
    int[] order = ints(setting(config, arguments, 1, "axes", "perm"));
    return scope.output().linalg.transpose(input(scope, arguments), scope.inner().constant(order));
  }

  private static Operand<TFloat32> expandDims(
      LayerConfig config, LayerScope scope, Arguments arguments) {
    int axis = setting(config, arguments, 1, "axis").asInt();
    return scope.output().expandDims(input(scope, arguments), scope.inner().constant(axis));
  }

  private static Operand<TFloat32> squeeze(
      LayerConfig config, LayerScope scope, Arguments arguments) {
    List<Long> axes = new ArrayList<>();
    for (int axis : ints(setting(config, arguments, 1, "axis"))) {
      axes.add((long) axis);
    }
    return scope.output().squeeze(input(scope, arguments), Squeeze.axis(axes));
  }

  private static Operand<TFloat32> resize(
      LayerConfig config, LayerScope scope, Arguments arguments) {
    int[] size = ints(setting(config, arguments, 1, "size"));
    String method = setting(config, arguments, 2, "method", "interpolation").asText("bilinear");
    ImageResize how = ImageResize.named(config, method);
    return how.apply(scope.output(), input(scope, arguments), scope.inner().constant(size));
  }
}
