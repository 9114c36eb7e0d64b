package io.github.gradcam.explain.export.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Adds nodes behind those of a graph. The versions of operators are told apart here. */
final class NodeWriter {

  /** From here on the axes of ReduceSum are an input, before an attribute. */
  private static final long SUM_TAKES_AXES = 13;

  /** From here on Resize may be given no regions and scales, before empty ones. */
  private static final long RESIZE_LEAVES_OUT = 13;

  /** As of {@link #SUM_TAKES_AXES}, for ReduceMean. */
  private static final long MEAN_TAKES_AXES = 18;

  private static final String SCOPE = "gradcam/";

  private final GraphProto.Builder graph;
  private final long opset;
  private final Set<String> taken = new HashSet<>();
  private int next;

  NodeWriter(GraphProto.Builder graph, long opset) {
    this.graph = graph;
    this.opset = opset;
    graph.getInputList().forEach(input -> taken.add(input.getName()));
    graph.getInitializerList().forEach(constant -> taken.add(constant.getName()));
    graph.getNodeList().forEach(node -> taken.addAll(node.getOutputList()));
    graph.getNodeList().forEach(node -> taken.add(node.getName()));
  }

  /** Adds a node of one output, and gives the name of that. */
  String add(String op, List<String> inputs, AttributeProto... attributes) {
    return add(op, inputs, 0, attributes);
  }

  /** The same for a node whose later output is asked for; those before it are not used. */
  String add(String op, List<String> inputs, int output, AttributeProto... attributes) {
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setOpType(op)
            .addAllInput(inputs)
            .addAllAttribute(List.of(attributes));
    String name = free(op);
    for (int i = 0; i < output; i++) {
      node.addOutput(name + "_" + i);
    }
    node.addOutput(name);
    graph.addNode(node.setName(name));
    return name;
  }

  /** Gives a value a name of the graph's own outputs. */
  void named(String value, String name) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Identity")
            .setName(free("Identity"))
            .addInput(value)
            .addOutput(name));
  }

  boolean isTaken(String name) {
    return taken.contains(name);
  }

  private String free(String op) {
    String name;
    do {
      name = SCOPE + op + "_" + next++;
    } while (!taken.add(name));
    return name;
  }

  /** A vector of whole numbers. */
  String longs(long... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setDataType(TensorProto.DataType.INT64_VALUE)
            .addDims(values.length);
    Arrays.stream(values).forEach(tensor::addInt64Data);
    return constant(tensor);
  }

  /** One whole number. */
  String scalar(long value) {
    return constant(
        TensorProto.newBuilder().setDataType(TensorProto.DataType.INT64_VALUE).addInt64Data(value));
  }

  /** One number. */
  String scalar(float value) {
    return constant(
        TensorProto.newBuilder().setDataType(TensorProto.DataType.FLOAT_VALUE).addFloatData(value));
  }

  /** A vector of numbers. */
  String floats(float... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .addDims(values.length);
    for (float value : values) {
      tensor.addFloatData(value);
    }
    return constant(tensor);
  }

  private String constant(TensorProto.Builder tensor) {
    AttributeProto value =
        AttributeProto.newBuilder()
            .setName("value")
            .setType(AttributeType.TENSOR)
            .setT(tensor)
            .build();
    return add("Constant", List.of(), value);
  }

  String mul(String a, String b) {
    return add("Mul", List.of(a, b));
  }

  /** A value in the shape of another. */
  String shapedAs(String value, String other) {
    return add("Reshape", List.of(value, add("Shape", List.of(other))));
  }

  /** A value repeated to the shape of another. */
  String expandedAs(String value, String other) {
    return add("Expand", List.of(value, add("Shape", List.of(other))));
  }

  /** 1 where a condition holds, else 0. */
  String number(String condition) {
    return cast(condition, TensorProto.DataType.FLOAT_VALUE);
  }

  String cast(String value, int type) {
    return add("Cast", List.of(value), integer("to", type));
  }

  /** The sum over axes, which stay with size 1. */
  String sum(String value, long... axes) {
    return reduced("ReduceSum", SUM_TAKES_AXES, value, axes);
  }

  /** The mean over axes, which stay with size 1. */
  String mean(String value, long... axes) {
    return reduced("ReduceMean", MEAN_TAKES_AXES, value, axes);
  }

  private String reduced(String op, long takesAxes, String value, long... axes) {
    return opset < takesAxes
        ? add(op, List.of(value), integers("axes", axes), integer("keepdims", 1))
        : add(op, List.of(value, longs(axes)), integer("keepdims", 1));
  }

  /** A value of other sizes, bilinear with half-pixel centres. */
  String resized(String value, String sizes) {
    String unused = opset < RESIZE_LEAVES_OUT ? floats() : "";
    return add(
        "Resize",
        List.of(value, unused, unused, sizes),
        word("mode", "linear"),
        word("coordinate_transformation_mode", "half_pixel"));
  }

  long opset() {
    return opset;
  }

  static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
  }

  static AttributeProto integers(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
    Arrays.stream(values).forEach(attribute::addInts);
    return attribute.build();
  }

  static AttributeProto number(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  static AttributeProto word(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }
}
