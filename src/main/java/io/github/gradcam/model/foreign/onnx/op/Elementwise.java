package io.github.gradcam.model.foreign.onnx.op;

import io.github.gradcam.model.foreign.lowering.Alignment;
import io.github.gradcam.model.foreign.lowering.Formulas;
import io.github.gradcam.model.foreign.lowering.GraphWriter;
import io.github.gradcam.model.foreign.lowering.KnownTensor;
import io.github.gradcam.model.foreign.lowering.Value;
import io.github.gradcam.model.foreign.lowering.Value.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** Operators that compute each value by itself, or of values at the same place. */
final class Elementwise {

  private Elementwise() {}

  /** What becomes of one value. */
  @FunctionalInterface
  interface Formula {
    Output<?> of(OnnxNode node, Formulas formulas, Output<?> x);
  }

  static OnnxOp unary(String op) {
    return formula((node, formulas, x) -> node.writer().op(op, x).get());
  }

  static OnnxOp formula(Formula formula) {
    return OnnxOp.of(
        node -> node.like(node.input(0), formula.of(node, node.formulas(), node.asHeld(0))));
  }

  /** Hands its first input on. */
  static final OnnxOp IDENTITY = OnnxOp.of(node -> node.input(0));

  /** Of two values at the same place. */
  static OnnxOp binary(String op) {
    return OnnxOp.of(node -> joined(node, op, List.of(node.input(0), node.input(1))));
  }

  /** Of any number of values, two at a time. */
  static OnnxOp folding(String op) {
    return OnnxOp.of(node -> folded(node, op));
  }

  private static Value folded(OnnxNode node, String op) {
    Value all = node.input(0);
    for (Value next : node.inputs().subList(1, node.inputs().size())) {
      all = joined(node, op, List.of(all, next));
    }
    return all;
  }

  private static Value joined(OnnxNode node, String op, List<Value> values) {
    Alignment aligned = Alignment.of(node.writer(), values);
    Output<?> output =
        node.writer().op(op, aligned.outputs().get(0), aligned.outputs().get(1)).get();
    return aligned.computed(node.writer(), output);
  }

  static Value mean(OnnxNode node) {
    Value sum = folded(node, "AddV2");
    GraphWriter writer = node.writer();
    Output<?> count = writer.scalar(1.0 / node.inputs().size());
    Alignment aligned = Alignment.of(writer, List.of(sum));
    return aligned.computed(writer, writer.op("Mul", aligned.outputs().get(0), count).get());
  }

  /** Whole numbers are divided towards zero. */
  static Value divide(OnnxNode node) {
    boolean real = node.input(0).type() == DataType.DT_FLOAT;
    return joined(node, real ? "RealDiv" : "TruncateDiv", List.of(node.input(0), node.input(1)));
  }

  /** The sign is that of the divisor, or of the dividend where the node asks for C's. */
  static Value modulo(OnnxNode node) {
    boolean truncated = node.integer("fmod", 0) != 0;
    return joined(
        node, truncated ? "TruncateMod" : "FloorMod", List.of(node.input(0), node.input(1)));
  }

  /** Squares and roots have simpler gradients than powers in general. */
  static Value power(OnnxNode node) {
    Value base = node.input(0);
    Value exponent = node.input(1);
    GraphWriter writer = node.writer();
    if (exponent instanceof Known known
        && known.tensor().elements() == 1
        && base.rank() >= known.rank()) {
      double number = known.tensor().floats()[0];
      if (number == 2) {
        return node.like(base, writer.op("Square", node.asHeld(0)).get());
      } else if (number == 0.5) {
        return node.like(base, writer.op("Sqrt", node.asHeld(0)).get());
      } else if (number == 1) {
        return base;
      }
    }
    if (exponent.type() != base.type()) {
      Output<?> cast = writer.op("Cast", writer.named(exponent)).attr("DstT", base.type()).get();
      exponent = writer.computed(cast, exponent);
    }
    return joined(node, "Pow", List.of(base, exponent));
  }

  static Value where(OnnxNode node) {
    List<Value> values = List.of(node.input(0), node.input(1), node.input(2));
    Alignment aligned = Alignment.of(node.writer(), values);
    List<Output<?>> given = aligned.outputs();
    return aligned.computed(
        node.writer(),
        node.writer().op("SelectV2", given.get(0), given.get(1), given.get(2)).get());
  }

  static Value parametricRelu(OnnxNode node) {
    Alignment aligned = Alignment.of(node.writer(), List.of(node.input(0), node.input(1)));
    return aligned.computed(
        node.writer(),
        node.formulas().parametricRelu(aligned.outputs().get(0), aligned.outputs().get(1)));
  }

  /** The limits are attributes until opset 10, inputs from 11 on. */
  static Value clip(OnnxNode node) {
    if (node.input(0).type() != DataType.DT_FLOAT) {
      return clippedWhole(node);
    }
    Optional<KnownTensor> low = node.maybeKnown(1);
    Optional<KnownTensor> high = node.maybeKnown(2);
    if ((node.has(1) && low.isEmpty()) || (node.has(2) && high.isEmpty())) {
      throw node.problem("limits that do not depend on the image");
    }
    double least =
        low.map(number -> (double) number.floats()[0])
            .orElse((double) node.real("min", Float.NEGATIVE_INFINITY));
    double most =
        high.map(number -> (double) number.floats()[0])
            .orElse((double) node.real("max", Float.POSITIVE_INFINITY));
    return node.like(node.input(0), node.formulas().clip(node.asHeld(0), least, most));
  }

  private static Value clippedWhole(OnnxNode node) {
    Value value = node.input(0);
    for (int i = 1; i <= 2; i++) {
      if (node.has(i)) {
        value = joined(node, i == 1 ? "Maximum" : "Minimum", List.of(value, node.input(i)));
      }
    }
    return value;
  }

  static Value cast(OnnxNode node) {
    DataType type =
        node.hasAttribute("to")
            ? TensorReader.type((int) node.integer("to", 1))
            : node.input(1).type();
    return cast(node, node.input(0), type);
  }

  static Value cast(OnnxNode node, Value value, DataType asked) {
    DataType type = asked == DataType.DT_INT8 ? DataType.DT_INT32 : asked;
    if (value.type() == type) {
      return value;
    }
    Alignment aligned = Alignment.of(node.writer(), List.of(value));
    return aligned.computed(
        node.writer(), node.writer().op("Cast", aligned.outputs().get(0)).attr("DstT", type).get());
  }

  /** Handed on, with a mask of what is kept: all of it. */
  static List<Value> dropout(OnnxNode node) {
    boolean training = node.maybeKnown(2).filter(truth -> truth.longs()[0] != 0).isPresent();
    boolean none = node.maybeKnown(1).filter(ratio -> ratio.floats()[0] == 0).isPresent();
    if (training && !none) {
      throw node.problem("a network exported for inference, found dropout in training mode");
    }
    List<Value> outputs = new ArrayList<>(List.of(node.input(0)));
    if (node.outputs() > 1) {
      GraphWriter writer = node.writer();
      Output<?> ones = writer.op("OnesLike", node.named(0)).get();
      Output<?> mask = writer.op("Cast", ones).attr("DstT", DataType.DT_BOOL).get();
      outputs.add(writer.computed(mask, node.input(0)));
    }
    return outputs;
  }
}
