package io.github.gradcam.model.foreign.onnx.op;

import io.github.gradcam.model.foreign.lowering.Alignment;
import io.github.gradcam.model.foreign.lowering.Dimension;
import io.github.gradcam.model.foreign.lowering.GraphWriter;
import io.github.gradcam.model.foreign.lowering.KnownTensor;
import io.github.gradcam.model.foreign.lowering.Value;
import io.github.gradcam.model.foreign.lowering.Value.Known;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * Quantised networks as networks of floats. Weights become what their whole numbers stand for.
 * Activations are cut to the range that their whole numbers have, as that is often a ReLU, and are
 * not rounded: rounding has no gradient.
 */
final class Quantization {

  private Quantization() {}

  /** What numbers a type has. */
  private record Limits(double least, double most) {
    static Limits of(DataType type) {
      return switch (type) {
        case DT_INT8 -> new Limits(-128, 127);
        case DT_INT32 -> new Limits(Integer.MIN_VALUE, Integer.MAX_VALUE);
        default -> new Limits(0, 255);
      };
    }
  }

  /** Cut to the range of the whole numbers, as floats. */
  static Value quantize(OnnxNode node) {
    return cut(node, node.input(0), 1);
  }

  /** A value cut to the range that a scale and the zero point after it give. */
  private static Value cut(OnnxNode node, Value value, int scaleInput) {
    KnownTensor scale = node.known(scaleInput, "scales");
    if (scale.elements() != 1) {
      throw node.problem("one scale for activations, found %d".formatted(scale.elements()));
    }
    boolean said = node.has(scaleInput + 1);
    DataType type = said ? node.input(scaleInput + 1).type() : DataType.DT_UINT8;
    double zero = said ? node.known(scaleInput + 1, "zero points").longs()[0] : 0;
    Limits limits = Limits.of(type);
    double step = scale.floats()[0];
    Alignment aligned = Alignment.of(node.writer(), List.of(value));
    Output<?> made =
        node.formulas()
            .clip(
                aligned.outputs().get(0),
                (limits.least() - zero) * step,
                (limits.most() - zero) * step);
    return aligned.computed(node.writer(), made);
  }

  /** (x - zero point) scale, along an axis where there are several; floats are handed on. */
  static Value dequantize(OnnxNode node) {
    return real(node, 0, 1, 2, node.integer("axis", 1));
  }

  /** What an input stands for, by its scale and zero point; floats stand for themselves. */
  private static Value real(OnnxNode node, int input, int scale, int zero, long axis) {
    Value x = node.input(input);
    if (x.type() == DataType.DT_FLOAT) {
      return x;
    }
    GraphWriter writer = node.writer();
    Value real = Elementwise.cast(node, x, DataType.DT_FLOAT);
    if (node.has(zero)) {
      Value point = along(node, zero, x, axis);
      real = two(writer, "Sub", real, Elementwise.cast(node, point, DataType.DT_FLOAT));
    }
    return scale < 0 ? real : two(writer, "Mul", real, along(node, scale, x, axis));
  }

  private static Value two(GraphWriter writer, String op, Value x, Value y) {
    Alignment aligned = Alignment.of(writer, List.of(x, y));
    Output<?> made = writer.op(op, aligned.outputs().get(0), aligned.outputs().get(1)).get();
    return aligned.computed(writer, made);
  }

  /** Numbers in the shape [1, ..., n, ..., 1] that goes along an axis of a value. */
  private static Value along(OnnxNode node, int input, Value like, long said) {
    KnownTensor numbers = node.known(input, "scales and zero points");
    if (numbers.elements() == 1) {
      return new Known(numbers.reshaped());
    } else if (numbers.rank() > 1) {
      throw node.problem("a scale for each channel or for all, found one for each block");
    }
    int axis = node.axis(said, like.rank());
    List<Dimension> shape = new ArrayList<>();
    for (int i = 0; i < like.rank(); i++) {
      shape.add(Dimension.of(i == axis ? numbers.elements() : 1));
    }
    return new Known(numbers.reshaped(shape.stream().mapToLong(Dimension::factor).toArray()));
  }

  /** Convolution of quantised maps by a quantised kernel, with a scale a filter. */
  static Value convolution(OnnxNode node) {
    List<Value> inputs = new ArrayList<>();
    inputs.add(real(node, 0, 1, 2, 1));
    inputs.add(real(node, 3, 4, 5, 0));
    if (node.has(8)) {
      inputs.add(bias(node, 8, 1, 4));
    }
    return cut(node, Convolutions.forward(node.with(inputs)), 6);
  }

  /** A bias of whole numbers counts in steps of input and weight. */
  private static Value bias(OnnxNode node, int input, int scale, int weights) {
    float[] numbers = node.known(input, "biases").floats();
    float step = node.known(scale, "scales").floats()[0];
    float[] steps = node.known(weights, "scales").floats();
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] *= step * steps[steps.length == 1 ? 0 : i];
    }
    return new Known(KnownTensor.floats(numbers, numbers.length));
  }

  static Value product(OnnxNode node) {
    Value a = real(node, 0, 1, 2, -1);
    Value b = real(node, 3, 4, 5, -1);
    return cut(node, Matrices.product(node.with(List.of(a, b))), 6);
  }

  /** Without scales: what comes behind multiplies with them. */
  static Value wholeProduct(OnnxNode node) {
    Value a = real(node, 0, -1, 2, -1);
    return Matrices.product(node.with(List.of(a, real(node, 1, -1, 3, -1))));
  }

  /** Without scales: what comes behind multiplies with them. */
  static Value wholeConvolution(OnnxNode node) {
    Value maps = real(node, 0, -1, 2, 1);
    return Convolutions.forward(node.with(List.of(maps, real(node, 1, -1, 3, 0))));
  }

  /** Floats, with a scale of 1 and a zero point of 0. */
  static List<Value> dynamic(OnnxNode node) {
    KnownTensor zero = new KnownTensor(DataType.DT_UINT8, new long[0], ByteBuffer.allocate(1));
    return List.of(node.input(0), new Known(KnownTensor.floats(new float[] {1})), new Known(zero));
  }

  /** Two values with their scales and zero points, then those of the result. */
  static OnnxOp binary(String op) {
    return OnnxOp.of(
        node ->
            cut(node, two(node.writer(), op, real(node, 0, 1, 2, -1), real(node, 3, 4, 5, -1)), 6));
  }

  /** One value with its scale and zero point, then those of the result. */
  static OnnxOp unary(OnnxOp.Single single) {
    return OnnxOp.of(
        node -> {
          if (node.integer("channels_last", 0) != 0) {
            throw node.problem("channels behind the batch, found channels_last");
          }
          return cut(node, single.lower(node.with(List.of(real(node, 0, 1, 2, -1)))), 3);
        });
  }

  static Value concat(OnnxNode node) {
    List<Value> values = new ArrayList<>();
    for (int i = 2; i + 2 < node.inputs().size(); i += 3) {
      values.add(real(node, i, i + 1, i + 2, -1));
    }
    return cut(node, Slices.concat(node.with(values)), 0);
  }

  static Value general(OnnxNode node) {
    List<Value> inputs = new ArrayList<>();
    inputs.add(real(node, 0, 1, 2, -1));
    inputs.add(real(node, 3, 4, 5, node.integer("transB", 0) == 0 ? 1 : 0));
    if (node.has(6)) {
      inputs.add(bias(node, 6, 1, 4));
    }
    Value made = Matrices.general(node.with(inputs));
    return node.has(7) ? cut(node, made, 7) : made;
  }
}
