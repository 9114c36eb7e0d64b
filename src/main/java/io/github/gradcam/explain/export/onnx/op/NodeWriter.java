package io.github.gradcam.explain.export.onnx.op;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.github.gradcam.model.foreign.lowering.KnownTensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Adds nodes behind those of a graph. A node is called as its output is. The versions of operators
 * are told apart here.
 */
public final class NodeWriter {

  /** From here on the axes of ReduceSum are an input, before an attribute. */
  private static final long SUM_TAKES_AXES = 13;

  /** From here on Resize may be given no regions and scales, before empty ones. */
  private static final long RESIZE_LEAVES_OUT = 13;

  /** As of {@link #SUM_TAKES_AXES}, for ReduceMean and its kin. */
  private static final long MEAN_TAKES_AXES = 18;

  private final GraphProto.Builder graph;
  private final long opset;
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> uses = new HashMap<>();
  private final Map<String, Integer> places = new HashMap<>();
  private String scope = "gradcam";

  /**
   * Begins.
   *
   * @param graph grows by what is added
   * @param opset version of the standard operators
   */
  public NodeWriter(GraphProto.Builder graph, long opset) {
    this.graph = graph;
    this.opset = opset;
    graph.getInputList().forEach(input -> taken.add(input.getName()));
    graph.getInitializerList().forEach(constant -> taken.add(constant.getName()));
    graph.getNodeList().forEach(node -> taken.addAll(node.getOutputList()));
    graph.getNodeList().forEach(node -> taken.add(node.getName()));
  }

  /**
   * Names the nodes that follow.
   *
   * @param name what they stand for; their names begin with it
   */
  public void begin(String name) {
    scope = name;
  }

  /**
   * Keeps a name for {@link #rename} or {@link #named}.
   *
   * @param name that no other node gets
   */
  public void reserve(String name) {
    taken.add(name);
  }

  /**
   * Adds a node of one output.
   *
   * @param op as ONNX calls it
   * @param inputs values; empty text where one is left out
   * @param attributes of the node
   * @return the name of its output
   */
  public String add(String op, List<String> inputs, AttributeProto... attributes) {
    return add(op, inputs, 0, attributes);
  }

  /**
   * Adds a node whose later output is asked for; those before it are not used.
   *
   * @param op as ONNX calls it
   * @param inputs values; empty text where one is left out
   * @param output number of the output
   * @param attributes of the node
   * @return the name of that output
   */
  public String add(String op, List<String> inputs, int output, AttributeProto... attributes) {
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setOpType(op)
            .addAllInput(inputs)
            .addAllAttribute(List.of(attributes));
    String name = free(scope + "/" + op);
    for (int i = 0; i < output; i++) {
      node.addOutput(name + "_" + i);
    }
    node.addOutput(name);
    places.put(name, graph.getNodeCount());
    graph.addNode(node.setName(name));
    return name;
  }

  /**
   * Gives a value a name of its own, by a node.
   *
   * @param value any
   * @param name that nothing else has
   */
  public void named(String value, String name) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Identity")
            .setName(free(name + "/Identity"))
            .addInput(value)
            .addOutput(name));
  }

  /**
   * Gives a node and its output another name.
   *
   * @param value output of a node that was added here and that no other node takes yet
   * @param name that nothing else has
   */
  public void rename(String value, String name) {
    int place = places.remove(value);
    NodeProto.Builder node = graph.getNodeBuilder(place).setName(name);
    node.setOutput(node.getOutputCount() - 1, name);
    places.put(name, place);
  }

  /**
   * Tells new nodes from older ones.
   *
   * @param value any
   * @param before how many nodes the graph had
   * @return whether a node that was added since gives it
   */
  public boolean isAdded(String value, int before) {
    return places.getOrDefault(value, -1) >= before;
  }

  /**
   * Looks for a name.
   *
   * @param name of a value or node
   * @return whether there is such a one
   */
  public boolean isTaken(String name) {
    return taken.contains(name);
  }

  private String free(String wanted) {
    String name = wanted;
    while (!taken.add(name)) {
      name = wanted + "_" + uses.merge(wanted, 1, Integer::sum);
    }
    return name;
  }

  /**
   * Adds weights, which stand beside the nodes.
   *
   * @param tensor their values
   * @param name what they are called, if nothing else is
   * @return their name
   */
  public String weights(KnownTensor tensor, String name) {
    TensorProto.Builder weights =
        TensorProto.newBuilder()
            .setName(free(name))
            .setDataType(OnnxTypes.of(tensor.type()))
            .setRawData(ByteString.copyFrom(tensor.content()));
    Arrays.stream(tensor.shape()).forEach(weights::addDims);
    graph.addInitializer(weights);
    return weights.getName();
  }

  /**
   * Adds a vector of whole numbers.
   *
   * @param values int64
   * @return its name
   */
  public String longs(long... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setDataType(TensorProto.DataType.INT64_VALUE)
            .addDims(values.length);
    Arrays.stream(values).forEach(tensor::addInt64Data);
    return constant(tensor);
  }

  /**
   * Adds one whole number.
   *
   * @param value int64
   * @return its name
   */
  public String scalar(long value) {
    return constant(
        TensorProto.newBuilder().setDataType(TensorProto.DataType.INT64_VALUE).addInt64Data(value));
  }

  /**
   * Adds one number.
   *
   * @param value float32
   * @return its name
   */
  public String scalar(float value) {
    return constant(
        TensorProto.newBuilder().setDataType(TensorProto.DataType.FLOAT_VALUE).addFloatData(value));
  }

  /**
   * Adds a vector of numbers.
   *
   * @param values float32
   * @return its name
   */
  public String floats(float... values) {
    return floats(new long[] {values.length}, values);
  }

  /**
   * Adds numbers.
   *
   * @param shape sizes
   * @param values float32, row-major, as many as the shape holds
   * @return their name
   */
  public String floats(long[] shape, float[] values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setDataType(TensorProto.DataType.FLOAT_VALUE);
    Arrays.stream(shape).forEach(tensor::addDims);
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

  /**
   * Adds a product.
   *
   * @param a one value
   * @param b the other
   * @return its name
   */
  public String mul(String a, String b) {
    return add("Mul", List.of(a, b));
  }

  /**
   * Gives a value the shape of another.
   *
   * @param value any
   * @param other of as many values
   * @return its name
   */
  public String shapedAs(String value, String other) {
    return add("Reshape", List.of(value, add("Shape", List.of(other))));
  }

  /**
   * Repeats a value to the shape of another.
   *
   * @param value any
   * @param other larger
   * @return its name
   */
  public String expandedAs(String value, String other) {
    return add("Expand", List.of(value, add("Shape", List.of(other))));
  }

  /**
   * Turns truths into numbers.
   *
   * @param condition of truths
   * @return the name of 1 where it holds, else 0
   */
  public String number(String condition) {
    return cast(condition, TensorProto.DataType.FLOAT_VALUE);
  }

  /**
   * Changes the type of values.
   *
   * @param value any
   * @param type as ONNX numbers it
   * @return its name
   */
  public String cast(String value, int type) {
    return add("Cast", List.of(value), integer("to", type));
  }

  /**
   * Adds the sum over axes, which stay with size 1.
   *
   * @param value any
   * @param axes at least one
   * @return its name
   */
  public String sum(String value, long... axes) {
    return reduced("ReduceSum", value, true, axes);
  }

  /**
   * Adds the mean over axes, which stay with size 1.
   *
   * @param value any
   * @param axes at least one
   * @return its name
   */
  public String mean(String value, long... axes) {
    return reduced("ReduceMean", value, true, axes);
  }

  /**
   * Adds one number for all along some axes.
   *
   * @param op such as {@code ReduceMax}
   * @param value any
   * @param keep whether the axes stay, with size 1
   * @param axes at least one
   * @return its name
   */
  public String reduced(String op, String value, boolean keep, long... axes) {
    long takesAxes = op.equals("ReduceSum") ? SUM_TAKES_AXES : MEAN_TAKES_AXES;
    AttributeProto keeping = integer("keepdims", keep ? 1 : 0);
    return opset < takesAxes
        ? add(op, List.of(value), integers("axes", axes), keeping)
        : add(op, List.of(value, longs(axes)), keeping);
  }

  /**
   * Changes sizes, bilinear with half-pixel centres.
   *
   * @param value any
   * @param sizes the name of all sizes, int64
   * @return its name
   */
  public String resized(String value, String sizes) {
    return resized(
        value, sizes, word("mode", "linear"), word("coordinate_transformation_mode", "half_pixel"));
  }

  /**
   * Changes sizes.
   *
   * @param value any
   * @param sizes the name of all sizes, int64
   * @param how attributes of Resize
   * @return its name
   */
  public String resized(String value, String sizes, AttributeProto... how) {
    String unused = opset < RESIZE_LEAVES_OUT ? floats() : "";
    return add("Resize", List.of(value, unused, unused, sizes), how);
  }

  /**
   * Adds the sizes of some of a value's axes, others in the place of the rest.
   *
   * @param value whose first size is kept
   * @param rest the other sizes
   * @return the name of a vector, int64
   */
  public String sizes(String value, long... rest) {
    String count =
        add("Slice", List.of(add("Shape", List.of(value)), longs(0), longs(1), longs(0)));
    return add("Concat", List.of(count, longs(rest)), integer("axis", 0));
  }

  /** {@return the version of the standard operators} */
  public long opset() {
    return opset;
  }

  /**
   * Makes an attribute of a whole number.
   *
   * @param name of the attribute
   * @param value its number
   * @return the attribute
   */
  public static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
  }

  /**
   * Makes an attribute of whole numbers.
   *
   * @param name of the attribute
   * @param values its numbers
   * @return the attribute
   */
  public static AttributeProto integers(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
    Arrays.stream(values).forEach(attribute::addInts);
    return attribute.build();
  }

  /**
   * Makes an attribute of a number.
   *
   * @param name of the attribute
   * @param value its number
   * @return the attribute
   */
  public static AttributeProto number(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  /**
   * Makes an attribute of a word.
   *
   * @param name of the attribute
   * @param value its word
   * @return the attribute
   */
  public static AttributeProto word(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }
}
