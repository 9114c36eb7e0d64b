package io.github.gradcam.explain.export.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.github.gradcam.explain.export.onnx.op.NodeWriter;
import io.github.gradcam.model.foreign.onnx.OnnxNetwork;
import io.github.gradcam.model.graph.ModelException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/** One node, the gradient of its output, and the gradients of its inputs as they are found. */
final class BackwardStep {

  final NodeWriter writer;

  /** The gradient of the node's first output; empty where it has none. */
  final String gradient;

  private final OnnxNetwork network;
  private final NodeProto node;
  private final Set<String> asked;
  private final Map<String, String> gradients;
  private final Map<String, String> found = new HashMap<>();

  /**
   * Begins a step.
   *
   * @param gradients of values, by their names; that of the first output is not used where a rule
   *     asks for all
   * @param asked the values whose gradients are wanted
   */
  BackwardStep(
      OnnxNetwork network,
      NodeWriter writer,
      NodeProto node,
      Map<String, String> gradients,
      Set<String> asked) {
    this.network = network;
    this.writer = writer;
    this.node = node;
    this.gradients = gradients;
    this.gradient = gradients.getOrDefault(node.getOutput(0), "");
    this.asked = asked;
  }

  /** The gradients of the inputs that are asked for, by their names. */
  Map<String, String> found() {
    return found;
  }

  String input(int index) {
    return node.getInput(index);
  }

  int inputs() {
    return node.getInputCount();
  }

  String output() {
    return output(0);
  }

  String output(int index) {
    return node.getOutput(index);
  }

  int outputs() {
    return node.getOutputCount();
  }

  /** The gradient of one of several outputs; nothing where the logits do not depend on it. */
  Optional<String> gradientOf(int index) {
    return Optional.ofNullable(gradients.get(output(index)));
  }

  boolean isAsked(int index) {
    return index < node.getInputCount() && asked.contains(node.getInput(index));
  }

  /** Says what the gradient of an input is; where a value is an input twice, both count. */
  void give(int index, String value) {
    if (isAsked(index)) {
      found.merge(input(index), value, (one, other) -> writer.add("Add", List.of(one, other)));
    }
  }

  /** Says the gradient of an input that may have been repeated to the output's shape. */
  void giveSummed(int index, String value) {
    if (!isAsked(index)) {
      return;
    }
    long[] large = shape(output());
    long[] small = shape(input(index));
    int more = large.length - small.length;
    long[] axes =
        LongStream.range(0, large.length)
            .filter(
                axis -> axis < more || (small[(int) axis - more] == 1 && large[(int) axis] != 1))
            .toArray();
    String summed = axes.length == 0 ? value : writer.sum(value, axes);
    give(index, more == 0 ? summed : writer.shapedAs(summed, input(index)));
  }

  long[] shape(String value) {
    return network.shape(value);
  }

  /**
   * The whole numbers of an input that is the same for all images; none where they are not known.
   */
  long[] numbers(int index) {
    return network.numbers().getOrDefault(input(index), new long[0]);
  }

  /** Only the first input may depend on the layer. */
  void requireConstants() {
    for (int i = 1; i < inputs(); i++) {
      if (isAsked(i)) {
        throw refused("weights that depend on the image");
      }
    }
  }

  /** Says why the node's gradient is not written. */
  ModelException refused(String found) {
    return new ModelException(
        "Expected operators between the layer and the logits whose gradient can be written in ONNX, found %s in %s '%s'; choose a layer behind it with --layer, or explain without gradients here: gradcam explain --method recipro-cam"
            .formatted(found, node.getOpType(), node.getName()));
  }

  private Optional<AttributeProto> attribute(String name) {
    return attribute(node, name);
  }

  static Optional<AttributeProto> attribute(NodeProto node, String name) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .findFirst();
  }

  long integer(String name, long usual) {
    return attribute(name).map(AttributeProto::getI).orElse(usual);
  }

  float number(String name, float usual) {
    return attribute(name).map(AttributeProto::getF).orElse(usual);
  }

  String word(String name, String usual) {
    return attribute(name).map(each -> each.getS().toStringUtf8()).orElse(usual);
  }

  /** Whole numbers; none where the attribute is not there. */
  long[] integers(String name) {
    return attribute(name)
        .map(each -> each.getIntsList().stream().mapToLong(Long::longValue).toArray())
        .orElseGet(() -> new long[0]);
  }

  /** Whole numbers; as many of the usual one where the attribute is not there. */
  long[] integers(String name, int count, long usual) {
    long[] given = integers(name);
    return given.length > 0 ? given : LongStream.generate(() -> usual).limit(count).toArray();
  }
}
