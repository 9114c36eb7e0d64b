package io.github.gradcam.explain.export.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.github.gradcam.explain.export.onnx.op.Layouts;
import io.github.gradcam.explain.export.onnx.op.NodeWriter;
import io.github.gradcam.explain.export.onnx.op.OnnxTypes;
import io.github.gradcam.explain.export.onnx.op.OpStep;
import io.github.gradcam.explain.export.onnx.op.Stored;
import io.github.gradcam.explain.export.onnx.op.Stored.Computed;
import io.github.gradcam.explain.export.onnx.op.Stored.Fixed;
import io.github.gradcam.explain.export.onnx.op.Stored.Order;
import io.github.gradcam.explain.export.onnx.op.TranslatedOps;
import io.github.gradcam.model.foreign.lowering.KnownTensor;
import io.github.gradcam.model.graph.ConstantFolding;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.graph.NodeIndex;
import io.github.gradcam.model.kernel.Graphs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * A frozen graph of TensorFlow in ONNX's operators. Images and feature maps have their channels
 * first: what was [N, h, w, C] is [N, C, h, w], and images are floats.
 */
final class GraphTranslation {

  /** The version of the operators that are written. */
  static final long OPSET = 17;

  /** The version of the format that came with those operators. */
  private static final long FORMAT = 8;

  /** A message of protobuf has at most 2 GiB; the nodes take some of it. */
  private static final long LARGEST = Integer.MAX_VALUE - (64L << 20);

  /** The input that takes the images. */
  static final String IMAGES = "images";

  private static final int RANK = 4;

  /** The number of images of a batch, as shapes call it. */
  private static final String BATCH = "N";

  private final GraphProto.Builder graph;
  private final NodeWriter writer;
  private final Layouts layouts;
  private final Map<String, List<Stored>> values = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final String images;
  private final Map<String, String> ends;

  private GraphTranslation(GraphProto.Builder graph, String images, Map<String, String> ends) {
    this.graph = graph;
    this.writer = new NodeWriter(graph, OPSET);
    this.layouts = new Layouts(writer);
    this.images = images;
    this.ends = ends;
  }

  /**
   * Translates.
   *
   * @param network without variables and calls
   * @param images the placeholder that takes images [N, h, w, C]
   * @param ends the names of the outputs, by the ops that give them
   * @param layers the names of nodes, by the ops that give them
   * @throws ModelException if ONNX cannot express an op, or the file would be too large
   */
  static ModelProto.Builder of(
      GraphDef network, String images, Map<String, String> ends, Map<String, String> layers) {
    GraphDef known =
        KnownShapes.of(
            WholeConvolutions.restore(
                ConstantFolding.of(network, images, ends.keySet()), ends.keySet()),
            ends.keySet());
    ModelProto.Builder model =
        ModelProto.newBuilder().setIrVersion(FORMAT).setProducerName("gradcam");
    model.addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET));
    GraphTranslation translation =
        new GraphTranslation(model.getGraphBuilder().setName("gradcam"), images, ends);
    NodeIndex index = new NodeIndex(known);
    List.of(IMAGES, OnnxExport.CLASS_INDEX, OnnxExport.HEATMAPS)
        .forEach(translation.writer::reserve);
    translation.name(index, ends);
    translation.name(index, layers);
    try (Graph shapes = Graphs.empty()) {
      shapes.importGraphDef(known);
      for (String op : index.inputsFirst(ends.keySet())) {
        translation.add(index.get(op), shapes);
      }
      ends.forEach((op, name) -> translation.end(op, name, shapes));
    }
    translation.requireSmall();
    return model;
  }

  /**
   * An op that hands its input on leaves its name to the op that computes that. Of two that want
   * one name, the first gets it.
   */
  private void name(NodeIndex index, Map<String, String> wanted) {
    wanted.forEach(
        (op, name) -> {
          String source = op;
          while (index.find(source).filter(GraphTranslation::hands).isPresent()
              && isComputed(index, index.inputs(source).get(0))) {
            source = index.inputs(source).get(0);
          }
          if (!writer.isTaken(name)) {
            names.putIfAbsent(names.containsKey(source) ? op : source, name);
            writer.reserve(name);
          }
        });
  }

  private static boolean hands(NodeDef node) {
    return node.getOp().equals("Identity") && NodeIndex.output(node.getInput(0)) == 0;
  }

  private boolean isComputed(NodeIndex index, String op) {
    return !op.equals(images) && !index.get(op).getOp().equals("Const");
  }

  private void add(NodeDef node, Graph shapes) {
    if (node.getName().equals(images)) {
      values.put(images, List.of(input(shapes)));
    } else if (node.getOp().equals("Const")) {
      values.put(node.getName(), List.of(constant(node)));
    } else {
      values.put(node.getName(), translated(node, shapes));
    }
  }

  private Stored input(Graph shapes) {
    long[] shape = shapes.operationOrThrow(images).output(0).shape().asArray();
    if (shape.length != RANK) {
      throw new ModelException(
          "Expected images [N, height, width, channels], found %d dimensions"
              .formatted(shape.length));
    }
    graph.addInput(info(IMAGES, DataType.DT_FLOAT, shape[0], shape[3], shape[1], shape[2]));
    return new Computed(IMAGES, Order.CHANNELS_FIRST, boxed(shape), DataType.DT_FLOAT, List.of());
  }

  private static List<Long> boxed(long... sizes) {
    List<Long> boxed = new ArrayList<>();
    for (long size : sizes) {
      boxed.add(size);
    }
    return boxed;
  }

  private Stored constant(NodeDef node) {
    try {
      return new Fixed(KnownTensor.of(node.getAttrOrThrow("value").getTensor()), node.getName());
    } catch (ModelException e) {
      throw new ModelException("%s (constant '%s')".formatted(e.getMessage(), node.getName()), e);
    }
  }

  private List<Stored> translated(NodeDef node, Graph shapes) {
    List<Stored> inputs = new ArrayList<>();
    for (String tensor : node.getInputList()) {
      if (!NodeIndex.isControl(tensor)) {
        inputs.add(value(tensor));
      }
    }
    writer.begin(node.getName());
    int before = graph.getNodeCount();
    OpStep step =
        new OpStep(node, shapes.operationOrThrow(node.getName()), inputs, layouts, writer);
    List<Stored> outputs =
        TranslatedOps.find(node.getOp()).orElseThrow(() -> unknown(node)).translate(step);
    List<Stored> named = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      named.add(named(outputs.get(i), node.getName(), i, before));
    }
    return named;
  }

  private Stored value(String tensor) {
    List<Stored> outputs = values.getOrDefault(NodeIndex.op(tensor), List.of());
    int output = NodeIndex.output(tensor);
    if (output >= outputs.size()) {
      throw new ModelException(
          "Expected ops of which the first output is used, found '%s'; write the model as a SavedModel (--format savedmodel)"
              .formatted(tensor));
    }
    return outputs.get(output);
  }

  private static ModelException unknown(NodeDef node) {
    return new ModelException(
        "Expected ops that ONNX can express, found %s ('%s'), which is not known here; write the model as a SavedModel (--format savedmodel)"
            .formatted(node.getOp(), node.getName()));
  }

  /** Calls a node as its op, or as the layer or the output whose values it gives. */
  private Stored named(Stored value, String op, int output, int before) {
    if (!(value instanceof Computed computed)) {
      return value;
    }
    String wanted = output == 0 ? wanted(op, computed) : null;
    boolean own = writer.isAdded(computed.name(), before) && !layouts.isMoved(computed.name());
    if (wanted != null && !own) {
      writer.named(computed.name(), wanted);
      return renamed(computed, wanted);
    }
    String name = wanted == null ? NodeIndex.tensor(op, output) : wanted;
    if (!own || (wanted == null && writer.isTaken(name))) {
      return value;
    }
    writer.reserve(name);
    writer.rename(computed.name(), name);
    return renamed(computed, name);
  }

  /** Outputs of the network are named in the end, where they have to be moved before. */
  private @Nullable String wanted(String op, Computed value) {
    String name = names.get(op);
    boolean moved = name != null && ends.containsValue(name) && value.order() != Order.PLAIN;
    return moved ? null : name;
  }

  private static Computed renamed(Computed value, String name) {
    return new Computed(name, value.order(), value.shape(), value.type(), value.sides());
  }

  private void end(String op, String name, Graph shapes) {
    Stored value = value(op);
    writer.begin(name);
    String plain = layouts.plain(value);
    if (!plain.equals(name)) {
      writer.named(plain, name);
    }
    graph.addOutput(
        info(name, value.type(), shapes.operationOrThrow(op).output(0).shape().asArray()));
  }

  private void requireSmall() {
    long bytes = 0;
    for (TensorProto weights : graph.getInitializerList()) {
      bytes += weights.getRawData().size();
    }
    if (bytes > LARGEST) {
      throw new ModelException(
          "Expected weights of at most %,d bytes, which is what an ONNX file holds, found %,d; write the model as a SavedModel (--format savedmodel)"
              .formatted(LARGEST, bytes));
    }
  }

  private static ValueInfoProto info(String name, DataType type, long... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] >= 0) {
        shape.addDimBuilder().setDimValue(sizes[i]);
      } else {
        shape.addDimBuilder().setDimParam(i == 0 ? BATCH : name + "_" + i);
      }
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(OnnxTypes.of(type)).setShape(shape)))
        .build();
  }
}
