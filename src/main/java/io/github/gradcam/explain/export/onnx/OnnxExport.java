package io.github.gradcam.explain.export.onnx;

import static io.github.gradcam.explain.export.onnx.op.NodeWriter.integer;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.github.gradcam.explain.export.onnx.op.NodeWriter;
import io.github.gradcam.explain.map.MapOps;
import io.github.gradcam.image.FileBytes;
import io.github.gradcam.model.HeatmapLayer;
import io.github.gradcam.model.foreign.onnx.OnnxNetwork;
import io.github.gradcam.model.graph.ModelException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network with Grad-CAM inside (Selvaraju et al., ICCV 2017, arXiv:1610.02391), for whatever runs
 * ONNX. An ONNX file's own nodes, inputs and outputs stay as they are; behind them stand the
 * gradient of one class' logit at a layer, and the map, as standard operators:
 *
 * <ul>
 *   <li>one more input, {@code class_index}, int32 [N]: which class to explain, -1 for the
 *       predicted one;
 *   <li>one more output, {@code heatmaps}, float32 [N, H, W] in 0..1, at the size of the images.
 * </ul>
 */
public final class OnnxExport {

  /** The input that says which class is explained. */
  public static final String CLASS_INDEX = "class_index";

  /** The output with the maps. */
  public static final String HEATMAPS = "heatmaps";

  /** The first version of the operators that has all that is needed, such as Resize. */
  private static final long FIRST_OPSET = 11;

  /** Operators that give whole numbers about a value, through which no gradient goes. */
  private static final Set<String> SIZES = Set.of("Shape", "Size");

  /** The operator of several outputs that all have gradients. */
  private static final String SPLIT = "Split";

  private final OnnxNetwork network;
  private final GraphProto.Builder graph;
  private final NodeWriter writer;
  private final Map<String, String> precisions;

  private OnnxExport(OnnxNetwork network, GraphProto.Builder graph) {
    this.network = network;
    this.graph = graph;
    this.writer = new NodeWriter(graph, network.opset());
    this.precisions = Precisions.others(network.model().getGraph());
  }

  /**
   * Adds the explanation to a network.
   *
   * @param network as its file has it
   * @param layer whose activations are explained, by the name of the node that gives them
   * @return the network with the explanation
   * @throws ModelException if the operators are too old, the file has such names already, or an
   *     operator between the layer and the logits is not of float32 or has a gradient that is not
   *     known here
   */
  public static ModelProto of(OnnxNetwork network, HeatmapLayer layer) {
    if (network.opset() < FIRST_OPSET) {
      throw new ModelException(
          "Expected ONNX operators of version %d or later, found %d; export the model anew, with opset_version=17"
              .formatted(FIRST_OPSET, network.opset()));
    }
    ModelProto.Builder model = network.model().toBuilder();
    new OnnxExport(network, model.getGraphBuilder()).add(layer);
    return model
        .addMetadataProps(said("gradcam.method", "Grad-CAM"))
        .addMetadataProps(said("gradcam.layer", layer.name()))
        .build();
  }

  /**
   * Writes a network with the explanation; a file of that name is replaced.
   *
   * @param network as its file has it
   * @param layer as for {@link #of(OnnxNetwork, HeatmapLayer)}
   * @param source the network's file
   * @param target the file to write
   * @throws ModelException as {@link #of(OnnxNetwork, HeatmapLayer)} does, or if the network keeps
   *     values in files beside it and would be written elsewhere
   * @throws IOException if the file cannot be written
   */
  public static void write(OnnxNetwork network, HeatmapLayer layer, Path source, Path target)
      throws IOException {
    ModelProto explained = of(network, layer);
    Path folder = source.toAbsolutePath().normalize().resolveSibling(".").normalize();
    Path other = target.toAbsolutePath().normalize().resolveSibling(".").normalize();
    boolean apart =
        network.model().getGraph().getInitializerList().stream()
            .anyMatch(each -> each.getDataLocation() == TensorProto.DataLocation.EXTERNAL);
    if (apart && !folder.equals(other)) {
      throw new ModelException(
          "Expected a file beside %s, which keeps its values in other files there, found %s; give an --output in that folder"
              .formatted(source, target));
    }
    FileBytes.write(target, explained.toByteArray());
  }

  static StringStringEntryProto said(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  private void add(HeatmapLayer layer) {
    for (String name : List.of(CLASS_INDEX, HEATMAPS)) {
      if (writer.isTaken(name)) {
        throw new ModelException(
            "Expected a network without a value '%s', found one; was the explanation added already?"
                .formatted(name));
      }
    }
    String activations = activations(layer);
    String logits = network.logits();
    String gradient = gradients(logits, seed(logits), activations);
    writer.named(heatmaps(activations, gradient, layer), HEATMAPS);
    long[] images = network.shape(network.images());
    TensorShapeProto.Dimension count =
        graph.getInputList().stream()
            .filter(input -> input.getName().equals(network.images()))
            .map(input -> input.getType().getTensorType().getShape().getDim(0))
            .findFirst()
            .orElseThrow();
    graph.addInput(info(CLASS_INDEX, TensorProto.DataType.INT32_VALUE, count));
    graph.addOutput(info(HEATMAPS, TensorProto.DataType.FLOAT_VALUE, count, images[2], images[3]));
  }

  private static ValueInfoProto info(
      String name, int type, TensorShapeProto.Dimension count, long... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder().addDim(count);
    for (long size : sizes) {
      shape.addDimBuilder().setDimValue(size);
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
        .build();
  }

  /** The value [N, K, h, w] of a layer. */
  private String activations(HeatmapLayer layer) {
    NodeProto node =
        network
            .node(layer.name())
            .orElseThrow(
                () ->
                    new ModelException(
                        "Expected a layer that a node of the file gives, found '%s'; choose another with --layer"
                            .formatted(layer.name())));
    long[] shape = network.shape(node.getOutput(0));
    boolean channelsFirst =
        shape.length == 4
            && shape[1] == layer.channels()
            && shape[2] == layer.height()
            && shape[3] == layer.width();
    long[] images = network.shape(network.images());
    if (!channelsFirst || images[1] > images[3]) {
      throw new ModelException(
          "Expected feature maps [N, channels, height, width] in '%s' and images alike, found them in another order; choose another layer with --layer"
              .formatted(layer.name()));
    }
    refuseOtherPrecision(node);
    return node.getOutput(0);
  }

  /** Values of two types are never put together by a node. */
  private void refuseOtherPrecision(NodeProto node) {
    for (String output : node.getOutputList()) {
      String found = precisions.get(output);
      if (found != null) {
        throw new ModelException(
            "Expected float32 from the layer to the logits, found %s in '%s'; export the network in float32"
                .formatted(found, output));
      }
    }
  }

  /** 1 for the class that is asked for, 0 for the others, in the shape of the logits. */
  private String seed(String logits) {
    long[] shape = network.shape(logits);
    long classes = 1;
    for (int i = 1; i < shape.length; i++) {
      classes *= shape[i];
    }
    String flat = writer.add("Reshape", List.of(logits, writer.longs(-1, classes)));
    if (classes == 1) {
      return seedOfOne(logits, flat);
    }
    String predicted =
        writer.add("ArgMax", List.of(flat), integer("axis", 1), integer("keepdims", 0));
    String asked = writer.cast(CLASS_INDEX, TensorProto.DataType.INT64_VALUE);
    String own = writer.add("Less", List.of(asked, writer.scalar(0L)));
    String index = writer.add("Where", List.of(own, predicted, asked));
    String row = writer.add("OneHot", List.of(index, writer.scalar(classes), writer.floats(0, 1)));
    return writer.shapedAs(row, logits);
  }

  /** One number z stands for two classes, whose logits are -z / 2 and z / 2. */
  private String seedOfOne(String logits, String flat) {
    String predicted = writer.number(writer.add("Greater", List.of(flat, writer.scalar(0f))));
    String given = writer.cast(CLASS_INDEX, TensorProto.DataType.FLOAT_VALUE);
    String asked = writer.add("Reshape", List.of(given, writer.longs(-1, 1)));
    String own = writer.add("Less", List.of(asked, writer.scalar(0f)));
    String index = writer.add("Where", List.of(own, predicted, asked));
    return writer.shapedAs(writer.add("Sub", List.of(index, writer.scalar(0.5f))), logits);
  }

  /** Goes back from the logits to the layer, node by node. */
  private String gradients(String logits, String seed, String layer) {
    List<NodeProto> nodes = network.model().getGraph().getNodeList();
    Set<String> depending = new HashSet<>(Set.of(layer));
    for (NodeProto node : nodes) {
      boolean through = !SIZES.contains(node.getOpType());
      if (through && OnnxNetwork.taken(node).stream().anyMatch(depending::contains)) {
        depending.addAll(node.getOutputList());
      }
    }
    if (!depending.contains(logits)) {
      throw unreached(logits, layer);
    }
    Map<String, String> gradients = new HashMap<>(Map.of(logits, seed));
    List<NodeProto> backward = new ArrayList<>(nodes);
    Collections.reverse(backward);
    for (NodeProto node : backward) {
      boolean between = OnnxNetwork.taken(node).stream().anyMatch(depending::contains);
      boolean asked = node.getOutputList().stream().anyMatch(gradients::containsKey);
      if (between && asked && !node.getOutput(0).equals(layer)) {
        refuseOtherPrecision(node);
        refuseLaterOutputs(node, gradients);
        step(node, gradients, depending)
            .forEach(
                (value, found) ->
                    gradients.merge(
                        value, found, (one, other) -> writer.add("Add", List.of(one, other))));
      }
    }
    String found = gradients.get(layer);
    if (found == null) {
      throw unreached(logits, layer);
    }
    return found;
  }

  static ModelException unreached(String logits, String layer) {
    return new ModelException(
        "Expected a layer that the logits '%s' are computed from, found '%s', which they are not; choose another with --layer"
            .formatted(logits, layer));
  }

  private Map<String, String> step(
      NodeProto node, Map<String, String> gradients, Set<String> asked) {
    BackwardStep step = new BackwardStep(network, writer, node, gradients, asked);
    GradientRules.of(node.getDomain().isEmpty() ? node.getOpType() : "")
        .orElseThrow(() -> step.refused("one whose gradient is not known here"))
        .accept(step);
    return step.found();
  }

  private void refuseLaterOutputs(NodeProto node, Map<String, String> gradients) {
    if (node.getOpType().equals(SPLIT)) {
      return;
    }
    for (String output : node.getOutputList().subList(1, node.getOutputCount())) {
      if (gradients.containsKey(output)) {
        throw new BackwardStep(network, writer, node, Map.of(), Set.of())
            .refused("several outputs that are used");
      }
    }
  }

  /** ReLU of the sum over k of alpha_k A_k, scaled, resized and scaled as {@link MapOps} does. */
  private String heatmaps(String activations, String gradient, HeatmapLayer layer) {
    long channels = layer.channels();
    String alpha =
        writer.add(
            "Reshape",
            List.of(
                writer.add("GlobalAveragePool", List.of(gradient)), writer.longs(0, 1, channels)));
    String maps = writer.add("Reshape", List.of(activations, writer.longs(0, channels, -1)));
    String sum = writer.add("MatMul", List.of(alpha, maps));
    String upright =
        writer.add("Reshape", List.of(sum, writer.longs(0, 1, layer.height(), layer.width())));
    String small = scaled(writer.add("Relu", List.of(upright)));
    long[] images = network.shape(network.images());
    String large = scaled(writer.resized(small, writer.sizes(small, 1, images[2], images[3])));
    return writer.add("Reshape", List.of(large, writer.longs(0, images[2], images[3])));
  }

  /** (M - min) / (max - min + 1e-7) for each image. */
  private String scaled(String maps) {
    String high = writer.add("GlobalMaxPool", List.of(maps));
    String turned = writer.add("Neg", List.of(maps));
    String low = writer.add("Neg", List.of(writer.add("GlobalMaxPool", List.of(turned))));
    String range = writer.add("Sub", List.of(high, low));
    String divisor = writer.add("Add", List.of(range, writer.scalar(MapOps.EPSILON)));
    return writer.add("Div", List.of(writer.add("Sub", List.of(maps, low)), divisor));
  }
}
