package io.github.gradcam.explain.export.onnx;

import static io.github.gradcam.explain.export.onnx.op.NodeWriter.integer;
import static io.github.gradcam.explain.export.onnx.op.NodeWriter.integers;

import io.github.gradcam.explain.export.onnx.op.NodeWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** How the gradient of each operator's output becomes that of its inputs. */
final class GradientRules {

  private static final Map<String, Consumer<BackwardStep>> RULES = rules();

  private GradientRules() {}

  /** The rule of an operator; nothing where it has none. */
  static Optional<Consumer<BackwardStep>> of(String op) {
    return Optional.ofNullable(RULES.get(op));
  }

  private static Map<String, Consumer<BackwardStep>> rules() {
    Map<String, Consumer<BackwardStep>> rules = new TreeMap<>();
    for (String op : List.of("Identity", "Dropout", "Cast")) {
      rules.put(op, step -> step.give(0, step.gradient));
    }
    for (String op : List.of("Flatten", "Reshape", "Squeeze", "Unsqueeze")) {
      rules.put(op, step -> step.give(0, step.writer.shapedAs(step.gradient, step.input(0))));
    }
    rules.put("Transpose", GradientRules::transpose);
    rules.put("Concat", GradientRules::concat);
    elementwise(rules);
    activations(rules);
    rules.put("Gemm", GradientRules::gemm);
    AttentionRules.addTo(rules);
    rules.put("Conv", WindowRules::convolution);
    rules.put("AveragePool", WindowRules::averagePool);
    rules.put("MaxPool", WindowRules::maxPool);
    rules.put("GlobalMaxPool", WindowRules::maxPool);
    rules.put("GlobalAveragePool", GradientRules::globalAverage);
    rules.put("ReduceMean", step -> reduce(step, true));
    rules.put("ReduceSum", step -> reduce(step, false));
    rules.put("ReduceMax", GradientRules::extreme);
    rules.put("ReduceMin", GradientRules::extreme);
    rules.put("Slice", PartRules::slice);
    rules.put("Pad", PartRules::pad);
    rules.put("BatchNormalization", GradientRules::batchNormalization);
    rules.put("LayerNormalization", GradientRules::layerNormalization);
    return rules;
  }

  private static void elementwise(Map<String, Consumer<BackwardStep>> rules) {
    rules.put(
        "Add",
        step -> {
          step.giveSummed(0, step.gradient);
          step.giveSummed(1, step.gradient);
        });
    rules.put(
        "Sub",
        step -> {
          step.giveSummed(0, step.gradient);
          if (step.isAsked(1)) {
            step.giveSummed(1, step.writer.add("Neg", List.of(step.gradient)));
          }
        });
    rules.put(
        "Mul",
        step -> {
          for (int i = 0; i < 2; i++) {
            if (step.isAsked(i)) {
              step.giveSummed(i, step.writer.mul(step.gradient, step.input(1 - i)));
            }
          }
        });
    rules.put(
        "Div",
        step -> {
          String over = step.writer.add("Div", List.of(step.gradient, step.input(1)));
          step.giveSummed(0, over);
          if (step.isAsked(1)) {
            step.giveSummed(
                1, step.writer.add("Neg", List.of(step.writer.mul(over, step.output()))));
          }
        });
    rules.put(
        "Pow",
        step -> {
          step.requireConstants();
          NodeWriter writer = step.writer;
          String power = writer.cast(step.input(1), 1);
          String less = writer.add("Sub", List.of(power, writer.scalar(1f)));
          String slope = writer.mul(power, writer.add("Pow", List.of(step.input(0), less)));
          step.giveSummed(0, writer.mul(step.gradient, slope));
        });
    rules.put("Max", step -> larger(step, "Less"));
    rules.put("Min", step -> larger(step, "Greater"));
    rules.put("Neg", step -> step.give(0, step.writer.add("Neg", List.of(step.gradient))));
    slope(rules, "Abs", step -> step.writer.add("Sign", List.of(step.input(0))));
    slope(rules, "Exp", BackwardStep::output);
    slope(rules, "Log", step -> step.writer.add("Reciprocal", List.of(step.input(0))));
    slope(
        rules,
        "Reciprocal",
        step -> step.writer.add("Neg", List.of(step.writer.mul(step.output(), step.output()))));
    slope(
        rules,
        "Sqrt",
        step -> step.writer.add("Div", List.of(step.writer.scalar(0.5f), step.output())));
  }

  private interface Slope {
    /** Adds the derivative at each place. */
    String of(BackwardStep step);
  }

  private static void slope(Map<String, Consumer<BackwardStep>> rules, String op, Slope slope) {
    rules.put(op, step -> step.give(0, step.writer.mul(step.gradient, slope.of(step))));
  }

  private static void activations(Map<String, Consumer<BackwardStep>> rules) {
    slope(rules, "Relu", step -> step.writer.number(above(step, step.output(), 0)));
    slope(
        rules,
        "LeakyRelu",
        step ->
            step.writer.add(
                "Where",
                List.of(
                    above(step, step.input(0), 0),
                    step.writer.scalar(1f),
                    step.writer.scalar(step.number("alpha", 0.01f)))));
    slope(
        rules,
        "PRelu",
        step -> {
          step.requireConstants();
          return step.writer.add(
              "Where",
              List.of(above(step, step.input(0), 0), step.writer.scalar(1f), step.input(1)));
        });
    slope(rules, "Clip", GradientRules::clip);
    slope(
        rules,
        "Elu",
        step ->
            step.writer.add(
                "Where",
                List.of(
                    above(step, step.input(0), 0),
                    step.writer.scalar(1f),
                    step.writer.add(
                        "Add",
                        List.of(step.output(), step.writer.scalar(step.number("alpha", 1f)))))));
    slope(rules, "Selu", GradientRules::selu);
    slope(
        rules,
        "Softsign",
        step -> {
          NodeWriter writer = step.writer;
          String size = writer.add("Abs", List.of(step.input(0)));
          String divisor = writer.add("Add", List.of(size, writer.scalar(1f)));
          return writer.add("Reciprocal", List.of(writer.mul(divisor, divisor)));
        });
    slope(
        rules,
        "Sigmoid",
        step ->
            step.writer.mul(
                step.output(),
                step.writer.add("Sub", List.of(step.writer.scalar(1f), step.output()))));
    slope(
        rules,
        "Tanh",
        step ->
            step.writer.add(
                "Sub",
                List.of(step.writer.scalar(1f), step.writer.mul(step.output(), step.output()))));
    slope(rules, "Softplus", step -> step.writer.add("Sigmoid", List.of(step.input(0))));
    slope(
        rules,
        "Erf",
        step -> {
          NodeWriter writer = step.writer;
          String square = writer.mul(step.input(0), step.input(0));
          String bell = writer.add("Exp", List.of(writer.add("Neg", List.of(square))));
          return writer.mul(bell, writer.scalar((float) (2 / Math.sqrt(Math.PI))));
        });
    slope(
        rules,
        "HardSigmoid",
        step ->
            step.writer.mul(
                step.writer.mul(
                    step.writer.number(above(step, step.output(), 0)),
                    step.writer.number(below(step, step.output(), 1))),
                step.writer.scalar(step.number("alpha", 0.2f))));
    slope(
        rules,
        "HardSwish",
        step -> {
          NodeWriter writer = step.writer;
          String third = writer.add("Div", List.of(step.input(0), writer.scalar(3f)));
          String between = writer.add("Add", List.of(third, writer.scalar(0.5f)));
          String rising =
              writer.add(
                  "Where", List.of(above(step, step.input(0), -3), between, writer.scalar(0f)));
          return writer.add(
              "Where", List.of(below(step, step.input(0), 3), rising, writer.scalar(1f)));
        });
  }

  private static String above(BackwardStep step, String value, float bound) {
    return step.writer.add("Greater", List.of(value, step.writer.scalar(bound)));
  }

  private static String below(BackwardStep step, String value, float bound) {
    return step.writer.add("Less", List.of(value, step.writer.scalar(bound)));
  }

  private static String clip(BackwardStep step) {
    step.requireConstants();
    String slope = step.writer.scalar(1f);
    String[] tests = {"Greater", "Less"};
    for (int i = 0; i < tests.length; i++) {
      if (step.inputs() > i + 1 && !step.input(i + 1).isEmpty()) {
        String inside = step.writer.add(tests[i], List.of(step.input(0), step.input(i + 1)));
        slope = step.writer.mul(slope, step.writer.number(inside));
      }
    }
    return slope;
  }

  /** gamma above 0, gamma alpha exp(x) = y + gamma alpha below. */
  private static String selu(BackwardStep step) {
    NodeWriter writer = step.writer;
    float gamma = step.number("gamma", 1.050701f);
    float alpha = step.number("alpha", 1.6732632f);
    String below = writer.add("Add", List.of(step.output(), writer.scalar(gamma * alpha)));
    return writer.add("Where", List.of(above(step, step.input(0), 0), writer.scalar(gamma), below));
  }

  /** The gradient goes to the one that was taken, the first of equals. */
  private static void larger(BackwardStep step, String worse) {
    if (step.inputs() != 2) {
      throw step.refused("another number of inputs than 2");
    }
    NodeWriter writer = step.writer;
    String second = writer.number(writer.add(worse, List.of(step.input(0), step.input(1))));
    String first = writer.add("Sub", List.of(writer.scalar(1f), second));
    step.giveSummed(0, writer.mul(step.gradient, first));
    step.giveSummed(1, writer.mul(step.gradient, second));
  }

  private static void transpose(BackwardStep step) {
    int rank = step.shape(step.input(0)).length;
    long[] order = step.integers("perm");
    long[] back = new long[rank];
    for (int i = 0; i < rank; i++) {
      int from = order.length == 0 ? rank - 1 - i : (int) order[i];
      back[from] = i;
    }
    step.give(0, step.writer.add("Transpose", List.of(step.gradient), integers("perm", back)));
  }

  private static void concat(BackwardStep step) {
    long axis = step.integer("axis", 0);
    long start = 0;
    for (int i = 0; i < step.inputs(); i++) {
      long[] shape = step.shape(step.input(i));
      int at = (int) (axis < 0 ? axis + shape.length : axis);
      if (shape[at] < 0) {
        throw step.refused("images that are joined");
      }
      long end = start + shape[at];
      if (step.isAsked(i)) {
        NodeWriter writer = step.writer;
        step.give(
            i,
            writer.add(
                "Slice",
                List.of(step.gradient, writer.longs(start), writer.longs(end), writer.longs(at))));
      }
      start = end;
    }
  }

  private static void gemm(BackwardStep step) {
    step.requireConstants();
    if (step.integer("transA", 0) != 0) {
      throw step.refused("features that are transposed");
    }
    long turned = step.integer("transB", 0) == 0 ? 1 : 0;
    step.give(
        0,
        step.writer.add(
            "Gemm",
            List.of(step.gradient, step.input(1)),
            integer("transB", turned),
            NodeWriter.number("alpha", step.number("alpha", 1))));
  }

  private static void globalAverage(BackwardStep step) {
    long[] shape = step.shape(step.input(0));
    long places = Arrays.stream(shape).skip(2).reduce(1, (a, b) -> a * b);
    String share = step.writer.mul(step.gradient, step.writer.scalar(1f / places));
    step.give(0, step.writer.expandedAs(share, step.input(0)));
  }

  /** The axes of a reduction, 0 or more. */
  private static long[] axes(BackwardStep step) {
    long[] shape = step.shape(step.input(0));
    long[] axes = step.integers("axes");
    if (axes.length == 0 && step.inputs() > 1 && !step.input(1).isEmpty()) {
      axes = step.numbers(1);
    }
    if (axes.length == 0) {
      throw step.refused("all axes at once");
    }
    long[] along = Arrays.stream(axes).map(axis -> axis < 0 ? axis + shape.length : axis).toArray();
    if (Arrays.stream(along).anyMatch(axis -> shape[(int) axis] < 0)) {
      throw step.refused("one number for several images");
    }
    return along;
  }

  /** A value in the shape that a reduction would have given it, had it kept its axes. */
  private static String upright(BackwardStep step, String value) {
    long[] kept = step.shape(step.input(0)).clone();
    for (long axis : axes(step)) {
      kept[(int) axis] = 1;
    }
    return step.writer.add("Reshape", List.of(value, step.writer.longs(kept)));
  }

  private static void reduce(BackwardStep step, boolean mean) {
    long[] shape = step.shape(step.input(0));
    long count = 1;
    for (long axis : axes(step)) {
      count *= shape[(int) axis];
    }
    NodeWriter writer = step.writer;
    String upright = upright(step, step.gradient);
    String each = mean ? writer.mul(upright, writer.scalar(1f / count)) : upright;
    step.give(0, writer.expandedAs(each, step.input(0)));
  }

  /** The gradient goes to the largest or smallest; equals share it. */
  private static void extreme(BackwardStep step) {
    NodeWriter writer = step.writer;
    String taken =
        writer.number(writer.add("Equal", List.of(step.input(0), upright(step, step.output()))));
    String count = writer.sum(taken, axes(step));
    String share = writer.add("Div", List.of(upright(step, step.gradient), count));
    step.give(0, writer.mul(taken, share));
  }

  private static void batchNormalization(BackwardStep step) {
    step.requireConstants();
    NodeWriter writer = step.writer;
    String variance =
        writer.add("Add", List.of(step.input(4), writer.scalar(step.number("epsilon", 1e-5f))));
    String slope = writer.add("Div", List.of(step.input(1), writer.add("Sqrt", List.of(variance))));
    long[] shape = step.shape(step.input(0)).clone();
    Arrays.fill(shape, 1);
    shape[1] = -1;
    String upright = writer.add("Reshape", List.of(slope, writer.longs(shape)));
    step.give(0, writer.mul(step.gradient, upright));
  }

  /**
   * With x' the normalised values and g' = g * scale, the gradient is (g' - mean(g') - x' mean(g'
   * x')) / deviation.
   */
  private static void layerNormalization(BackwardStep step) {
    step.requireConstants();
    NodeWriter writer = step.writer;
    int rank = step.shape(step.input(0)).length;
    long first = step.integer("axis", -1);
    long[] axes = LongStream.range(first < 0 ? first + rank : first, rank).toArray();
    String x = step.input(0);
    String centred = writer.add("Sub", List.of(x, writer.mean(x, axes)));
    String variance = writer.mean(writer.mul(centred, centred), axes);
    String deviation =
        writer.add(
            "Sqrt",
            List.of(
                writer.add(
                    "Add", List.of(variance, writer.scalar(step.number("epsilon", 1e-5f))))));
    String normal = writer.add("Div", List.of(centred, deviation));
    String scaled = writer.mul(step.gradient, step.input(1));
    String along = writer.mul(normal, writer.mean(writer.mul(scaled, normal), axes));
    String level = writer.add("Sub", List.of(scaled, writer.mean(scaled, axes)));
    step.give(0, writer.add("Div", List.of(writer.add("Sub", List.of(level, along)), deviation)));
  }
}
