package io.github.gradcam.model.foreign.tflite;

import io.github.gradcam.model.foreign.lowering.Formulas;
import io.github.gradcam.model.foreign.lowering.GraphWriter;
import io.github.gradcam.model.foreign.lowering.KnownTensor;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Output;

/**
 * An operator of a TensorFlow Lite file with what it is given.
 *
 * @param name what its output is called
 * @param inputs its tensors; empty for one left out
 * @param outputs its tensors
 * @param options its settings; empty where it has none
 * @param values what was computed before
 * @param writer of the graph
 */
record TfliteOperator(
    String name,
    List<Optional<TfliteTensor>> inputs,
    List<TfliteTensor> outputs,
    Optional<FlatTable> options,
    IdentityHashMap<TfliteTensor, Output<?>> values,
    GraphWriter writer) {

  /** The numbers that stand for activations fused into operators. */
  private static final int RELU = 1;

  private static final int RELU_N1_TO_1 = 2;
  private static final int RELU6 = 3;
  private static final int TANH = 4;
  private static final double SIX = 6;

  Formulas formulas() {
    return new Formulas(writer);
  }

  boolean has(int input) {
    return input < inputs.size() && inputs.get(input).isPresent();
  }

  TfliteTensor tensor(int input) {
    if (!has(input)) {
      throw new IllegalArgumentException(
          "expected an input at place %d, found none".formatted(input));
    }
    return inputs.get(input).orElseThrow();
  }

  /** A constant, as floats where it was quantised. */
  KnownTensor known(int input) {
    TfliteTensor tensor = tensor(input);
    if (!tensor.isConstant()) {
      throw new IllegalArgumentException(
          "expected '%s' to be the same for all images".formatted(tensor.name()));
    }
    return tensor.values();
  }

  int[] numbers(int input) {
    long[] numbers = known(input).longs();
    int[] ints = new int[numbers.length];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = Math.toIntExact(numbers[i]);
    }
    return ints;
  }

  Output<?> value(int input) {
    TfliteTensor tensor = tensor(input);
    Output<?> value = values.get(tensor);
    if (value == null && tensor.isConstant()) {
      value = writer.constant(tensor.values());
      values.put(tensor, value);
    }
    if (value == null) {
      throw new IllegalArgumentException(
          "expected '%s' from an operator before it, found none: gradcam gives a network images alone"
              .formatted(tensor.name()));
    }
    return value;
  }

  /** A setting that is a whole number. */
  int number(int field, int otherwise) {
    return options.map(table -> table.number(field, otherwise)).orElse(otherwise);
  }

  int small(int field) {
    return options.map(table -> table.small(field)).orElse(0);
  }

  boolean truth(int field) {
    return small(field) != 0;
  }

  float real(int field, float otherwise) {
    return options.map(table -> table.real(field, otherwise)).orElse(otherwise);
  }

  int[] listed(int field) {
    return options.map(table -> table.numbers(field)).orElse(new int[0]);
  }

  /**
   * Old converters leave out an activation where the range of the whole numbers is that of it: from
   * 0 on it is a ReLU, to 6 a ReLU6.
   */
  private Output<?> cut(Output<?> x) {
    TfliteTensor output = outputs.get(0);
    if (!output.isQuantised() || output.least() != 0) {
      return x;
    }
    boolean six = Math.abs(output.most() - SIX) < SIX / 100;
    return writer.op(six ? "Relu6" : "Relu", x).get();
  }

  /** What an activation that is fused makes of a value. */
  Output<?> activated(Output<?> x, int field) {
    return switch (small(field)) {
      case 0 -> cut(x);
      case RELU -> writer.op("Relu", x).get();
      case RELU_N1_TO_1 -> formulas().clip(x, -1, 1);
      case RELU6 -> writer.op("Relu6", x).get();
      case TANH -> writer.op("Tanh", x).get();
      default ->
          throw new IllegalArgumentException(
              "expected a fused activation of relu, relu6 or tanh, found number " + small(field));
    };
  }
}
