package io.github.gradcam.model.foreign.lowering;

import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** An op of TensorFlow that is being added. */
public final class OpCall {

  private final OperationBuilder builder;

  OpCall(OperationBuilder builder) {
    this.builder = builder;
  }

  /**
   * Adds an input that is a list.
   *
   * @param outputs its values
   * @return this
   */
  public OpCall list(List<? extends Output<?>> outputs) {
    builder.addInputList(outputs.toArray(Output<?>[]::new));
    return this;
  }

  /**
   * Adds an input.
   *
   * @param output its value
   * @return this
   */
  public OpCall input(Output<?> output) {
    builder.addInput(output);
    return this;
  }

  /**
   * Sets an attribute.
   *
   * @param name of the attribute
   * @param value a word
   * @return this
   */
  public OpCall attr(String name, String value) {
    builder.setAttr(name, value);
    return this;
  }

  /**
   * Sets an attribute.
   *
   * @param name of the attribute
   * @param value of the attribute
   * @return this
   */
  public OpCall attr(String name, boolean value) {
    builder.setAttr(name, value);
    return this;
  }

  /**
   * Sets an attribute.
   *
   * @param name of the attribute
   * @param value of the attribute
   * @return this
   */
  public OpCall attr(String name, float value) {
    builder.setAttr(name, value);
    return this;
  }

  /**
   * Sets an attribute.
   *
   * @param name of the attribute
   * @param value of the attribute
   * @return this
   */
  public OpCall attr(String name, long value) {
    builder.setAttr(name, value);
    return this;
  }

  /**
   * Sets an attribute.
   *
   * @param name of the attribute
   * @param values a list
   * @return this
   */
  public OpCall attr(String name, long[] values) {
    builder.setAttr(name, values);
    return this;
  }

  /**
   * Sets an attribute.
   *
   * @param name of the attribute
   * @param type of the attribute
   * @return this
   */
  public OpCall attr(String name, DataType type) {
    builder.setAttr(name, type);
    return this;
  }

  OpCall shape(Shape shape) {
    builder.setAttr("shape", shape);
    return this;
  }

  /** {@return the first output of the op, which is added now} */
  public Output<?> get() {
    return builder.build().output(0);
  }

  /**
   * Adds the op.
   *
   * @param count how many outputs are asked for
   * @return the first of its outputs
   */
  public List<Output<?>> all(int count) {
    Operation op = builder.build();
    return IntStream.range(0, count).<Output<?>>mapToObj(op::output).toList();
  }
}
