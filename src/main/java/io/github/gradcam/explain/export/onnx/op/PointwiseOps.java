package io.github.gradcam.explain.export.onnx.op;

import static io.github.gradcam.explain.export.onnx.op.NodeWriter.number;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.github.gradcam.explain.export.onnx.op.Stored.Computed;
import io.github.gradcam.explain.export.onnx.op.Stored.Fixed;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.DataType;

/** Ops that compute each value by itself, or of values at the same place. */
final class PointwiseOps {

  /** TensorFlow's name, and ONNX'. */
  private static final Map<String, String> UNARY =
      Map.ofEntries(
          Map.entry("Relu", "Relu"),
          Map.entry("Sigmoid", "Sigmoid"),
          Map.entry("Tanh", "Tanh"),
          Map.entry("Softplus", "Softplus"),
          Map.entry("Softsign", "Softsign"),
          Map.entry("Abs", "Abs"),
          Map.entry("Neg", "Neg"),
          Map.entry("Exp", "Exp"),
          Map.entry("Log", "Log"),
          Map.entry("Sqrt", "Sqrt"),
          Map.entry("Floor", "Floor"),
          Map.entry("Ceil", "Ceil"),
          Map.entry("Round", "Round"),
          Map.entry("Rint", "Round"),
          Map.entry("Sign", "Sign"),
          Map.entry("Sin", "Sin"),
          Map.entry("Cos", "Cos"),
          Map.entry("Erf", "Erf"),
          Map.entry("Reciprocal", "Reciprocal"),
          Map.entry("Inv", "Reciprocal"),
          Map.entry("LogicalNot", "Not"),
          Map.entry("IsNan", "IsNaN"));

  private static final Map<String, String> BINARY =
      Map.ofEntries(
          Map.entry("Add", "Add"),
          Map.entry("AddV2", "Add"),
          Map.entry("BiasAdd", "Add"),
          Map.entry("Sub", "Sub"),
          Map.entry("Mul", "Mul"),
          Map.entry("RealDiv", "Div"),
          Map.entry("Maximum", "Max"),
          Map.entry("Minimum", "Min"),
          Map.entry("Pow", "Pow"),
          Map.entry("Greater", "Greater"),
          Map.entry("GreaterEqual", "GreaterOrEqual"),
          Map.entry("Less", "Less"),
          Map.entry("LessEqual", "LessOrEqual"),
          Map.entry("Equal", "Equal"),
          Map.entry("LogicalAnd", "And"),
          Map.entry("LogicalOr", "Or"),
          Map.entry("SelectV2", "Where"),
          Map.entry("AddN", "Sum"));

  private PointwiseOps() {}

  static void addTo(Map<String, Translation> all) {
    UNARY.forEach((op, onnx) -> all.put(op, unary(onnx)));
    BINARY.forEach((op, onnx) -> all.put(op, together(onnx)));
    all.put("Relu6", Translation.of(PointwiseOps::upToSix));
    all.put("Elu", unary("Elu", number("alpha", 1)));
    all.put("Selu", unary("Selu", number("alpha", 1.6732632f), number("gamma", 1.050701f)));
    all.put(
        "LeakyRelu",
        Translation.of(
            step -> alone(step, "LeakyRelu", number("alpha", step.number("alpha", 0.2f)))));
    all.put("Square", formula((step, x) -> step.writer().mul(x, x)));
    all.put(
        "Rsqrt",
        formula((step, x) -> step.add("Reciprocal", List.of(step.add("Sqrt", List.of(x))))));
    all.put("Div", Translation.of(PointwiseOps::divided));
    all.put("NotEqual", Translation.of(PointwiseOps::different));
    all.put("SquaredDifference", Translation.of(PointwiseOps::squaredDifference));
    all.put("Select", Translation.of(PointwiseOps::select));
    all.put("ClipByValue", Translation.of(PointwiseOps::clipped));
    all.put("Cast", Translation.of(PointwiseOps::cast));
    for (String op :
        new String[] {"Identity", "StopGradient", "PreventGradient", "Snapshot", "EnsureShape"}) {
      all.put(op, Translation.of(step -> step.input(0)));
    }
  }

  /** What becomes of one value. */
  @FunctionalInterface
  private interface Formula {
    String of(OpStep step, String x);
  }

  private static Translation formula(Formula formula) {
    return Translation.of(step -> step.like(step.input(0), formula.of(step, step.held(0))));
  }

  private static Translation unary(String op, AttributeProto... attributes) {
    return Translation.of(step -> alone(step, op, attributes));
  }

  private static Stored alone(OpStep step, String op, AttributeProto... attributes) {
    return step.like(step.input(0), step.add(op, List.of(step.held(0)), attributes));
  }

  private static Translation together(String op) {
    return Translation.of(
        step -> {
          SamePlaces same = SamePlaces.of(step);
          return same.computed(step, step.add(op, same.names()));
        });
  }

  private static Stored upToSix(OpStep step) {
    NodeWriter writer = step.writer();
    return step.like(
        step.input(0),
        step.add("Clip", List.of(step.held(0), writer.scalar(0f), writer.scalar(6f))));
  }

  /** Whole numbers are divided towards zero by both. */
  private static Stored divided(OpStep step) {
    SamePlaces same = SamePlaces.of(step);
    return same.computed(step, step.add("Div", same.names()));
  }

  private static Stored different(OpStep step) {
    SamePlaces same = SamePlaces.of(step);
    return same.computed(step, step.add("Not", List.of(step.add("Equal", same.names()))));
  }

  private static Stored squaredDifference(OpStep step) {
    SamePlaces same = SamePlaces.of(step);
    String difference = step.add("Sub", same.names());
    return same.computed(step, step.writer().mul(difference, difference));
  }

  /** The first version takes whole rows where its condition is a vector. */
  private static Stored select(OpStep step) {
    boolean same = step.input(0).rank() == step.input(1).rank() || step.input(0).rank() == 0;
    if (!same) {
      throw step.refused("a condition of another rank");
    }
    SamePlaces places = SamePlaces.of(step);
    return places.computed(step, step.add("Where", places.names()));
  }

  private static Stored clipped(OpStep step) {
    SamePlaces same = SamePlaces.of(step);
    String least = step.add("Max", List.of(same.names().get(0), same.names().get(1)));
    return same.computed(step, step.add("Min", List.of(least, same.names().get(2))));
  }

  /** Bytes that are floats already, as the images are, stay as they are. */
  private static Stored cast(OpStep step) {
    Stored value = step.input(0);
    DataType type = step.typeOf("DstT");
    if (value.type() == type || value instanceof Fixed) {
      return value;
    }
    Computed from = (Computed) value;
    String cast = step.writer().cast(from.name(), OnnxTypes.of(type));
    return new Computed(cast, from.order(), from.shape(), type, from.sides());
  }
}
