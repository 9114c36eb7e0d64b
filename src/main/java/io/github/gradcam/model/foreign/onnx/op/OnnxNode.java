package io.github.gradcam.model.foreign.onnx.op;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.github.gradcam.model.foreign.lowering.Dimension;
import io.github.gradcam.model.foreign.lowering.Formulas;
import io.github.gradcam.model.foreign.lowering.GraphWriter;
import io.github.gradcam.model.foreign.lowering.KnownTensor;
import io.github.gradcam.model.foreign.lowering.Shaping;
import io.github.gradcam.model.foreign.lowering.Value;
import io.github.gradcam.model.foreign.lowering.Value.Computed;
import io.github.gradcam.model.foreign.lowering.Value.Dimensions;
import io.github.gradcam.model.foreign.lowering.Value.Known;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Output;

/** A node of an ONNX graph with what it is given, and the graph that its ops are added to. */
public final class OnnxNode {

  private final NodeProto proto;
  private final List<Optional<Value>> inputs;
  private final long opset;
  private final long fixedBatch;
  private final GraphWriter writer;
  private final TensorReader tensors;

  /**
   * Takes a node.
   *
   * @param proto of the file
   * @param inputs one for each of its inputs; empty for those left out
   * @param opset the version of its operators
   * @param fixedBatch for how many images at once the file was made; 0 for any number
   * @param writer of the graph
   * @param tensors reads constants
   */
  public OnnxNode(
      NodeProto proto,
      List<Optional<Value>> inputs,
      long opset,
      long fixedBatch,
      GraphWriter writer,
      TensorReader tensors) {
    this.proto = proto;
    this.inputs = List.copyOf(inputs);
    this.opset = opset;
    this.fixedBatch = fixedBatch;
    this.writer = writer;
    this.tensors = tensors;
  }

  /** The same node with other inputs. */
  OnnxNode with(List<Value> others) {
    return new OnnxNode(
        proto, others.stream().map(Optional::of).toList(), opset, fixedBatch, writer, tensors);
  }

  /** {@return the operator} */
  public String type() {
    return proto.getOpType();
  }

  /** {@return the node as the file has it} */
  public NodeProto proto() {
    return proto;
  }

  /** {@return all inputs that are there, in order} */
  public List<Value> inputs() {
    return inputs.stream().flatMap(Optional::stream).toList();
  }

  long opset() {
    return opset;
  }

  long fixedBatch() {
    return fixedBatch;
  }

  GraphWriter writer() {
    return writer;
  }

  Formulas formulas() {
    return new Formulas(writer);
  }

  Shaping shaping() {
    return new Shaping(writer);
  }

  int outputs() {
    return proto.getOutputCount();
  }

  boolean has(int input) {
    return input < inputs.size() && inputs.get(input).isPresent();
  }

  Value input(int input) {
    if (has(input)) {
      return inputs.get(input).orElseThrow();
    }
    throw problem("%d inputs or more, found none at place %d".formatted(input + 1, input + 1));
  }

  Output<?> named(int input) {
    return writer.named(input(input));
  }

  private @Nullable AttributeProto attribute(String name) {
    return proto.getAttributeList().stream()
        .filter(each -> each.getName().equals(name))
        .findFirst()
        .orElse(null);
  }

  boolean hasAttribute(String name) {
    return attribute(name) != null;
  }

  long integer(String name, long otherwise) {
    AttributeProto attribute = attribute(name);
    return attribute == null ? otherwise : attribute.getI();
  }

  float real(String name, double otherwise) {
    AttributeProto attribute = attribute(name);
    return attribute == null ? (float) otherwise : attribute.getF();
  }

  String word(String name, String otherwise) {
    AttributeProto attribute = attribute(name);
    return attribute == null ? otherwise : attribute.getS().toStringUtf8();
  }

  /** A list of so many numbers; all alike where the attribute is not there. */
  long[] integers(String name, int count, long otherwise) {
    AttributeProto attribute = attribute(name);
    if (attribute == null || attribute.getIntsCount() == 0) {
      long[] all = new long[count];
      Arrays.fill(all, otherwise);
      return all;
    }
    long[] found = attribute.getIntsList().stream().mapToLong(Long::longValue).toArray();
    if (found.length != count) {
      throw problem("%d numbers as %s, found %d".formatted(count, name, found.length));
    }
    return found;
  }

  Optional<long[]> integers(String name) {
    return Optional.ofNullable(attribute(name))
        .map(found -> found.getIntsList().stream().mapToLong(Long::longValue).toArray());
  }

  Optional<float[]> reals(String name) {
    AttributeProto attribute = attribute(name);
    if (attribute == null) {
      return Optional.empty();
    }
    float[] values = new float[attribute.getFloatsCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = attribute.getFloats(i);
    }
    return Optional.of(values);
  }

  Optional<KnownTensor> tensor(String name) {
    return Optional.ofNullable(attribute(name)).map(found -> tensors.read(found.getT()));
  }

  /** Numbers that older versions of an operator have as an attribute, newer ones as an input. */
  Optional<long[]> numbers(String attribute, int input) {
    Optional<long[]> listed = integers(attribute);
    return listed.isPresent() || !has(input)
        ? listed
        : Optional.of(known(input, attribute).longs());
  }

  /** An input that has to be the same for all images. */
  KnownTensor known(int input, String what) {
    Value value = input(input);
    if (value instanceof Known known) {
      return known.tensor();
    }
    throw problem("%s that do not depend on the image, found some that do".formatted(what));
  }

  Optional<KnownTensor> maybeKnown(int input) {
    return has(input) && input(input) instanceof Known known
        ? Optional.of(known.tensor())
        : Optional.empty();
  }

  /** An input of whole numbers, which may depend on the number of images. */
  List<Dimension> dimensions(int input) {
    return input(input) instanceof Dimensions symbolic
        ? symbolic.numbers()
        : Dimension.all(known(input, "sizes").longs());
  }

  /** An axis of a value, counted from the start. */
  int axis(long axis, int rank) {
    if (axis < -rank || axis >= Math.max(1, rank)) {
      throw problem("an axis of %d dimensions, found %d".formatted(rank, axis));
    }
    return (int) (axis < 0 ? axis + rank : axis);
  }

  /** Says that values along axes become one, so that images may see each other. */
  void join(Value value, int... axes) {
    if (Arrays.stream(axes).anyMatch(axis -> !value.size(axis).isKnown())) {
      writer.guess();
    }
  }

  /** The sizes of feature maps [N, C, ...] without batch and channels. */
  long[] places(Value maps) {
    List<Dimension> sizes = maps.shape().subList(Math.min(2, maps.rank()), maps.rank());
    if (sizes.isEmpty() || !sizes.stream().allMatch(Dimension::isKnown)) {
      throw problem("feature maps [N, C, ...] of known sides, found %s".formatted(maps.shape()));
    }
    return sizes.stream().mapToLong(Dimension::factor).toArray();
  }

  /** What an op computes of each value by itself. */
  Computed like(Value value, Output<?> output) {
    if (!(value instanceof Computed computed)) {
      return writer.computed(output, value);
    }
    return new Computed(
        output, value.shape(), computed.order(), computed.places(), computed.maps());
  }

  /** The output where it stands in memory, for ops that do not care for its order. */
  Output<?> asHeld(int input) {
    return input(input) instanceof Computed computed ? computed.output() : named(input);
  }

  /** The order in memory of what ops can work on in any order: a flat value is made as named. */
  Computed ordered(int input) {
    Value value = input(input);
    return value instanceof Computed computed && !computed.isFlat()
        ? computed
        : writer.computed(named(input), value);
  }

  static int[] ints(long... numbers) {
    return Arrays.stream(numbers).mapToInt(OnnxNode::clamped).toArray();
  }

  /** Numbers beyond those of Java mean the end of an axis. */
  static int clamped(long number) {
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number));
  }

  static int[] range(int from, int to) {
    return IntStream.range(from, to).toArray();
  }

  /** A failure that the reader completes with the node, its operator and the opset. */
  IllegalArgumentException problem(String expected) {
    return new IllegalArgumentException("expected " + expected);
  }
}
