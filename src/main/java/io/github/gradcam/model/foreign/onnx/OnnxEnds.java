package io.github.gradcam.model.foreign.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.github.gradcam.model.foreign.lowering.Dimension;
import io.github.gradcam.model.foreign.lowering.Orders;
import io.github.gradcam.model.foreign.onnx.op.TensorReader;
import io.github.gradcam.model.graph.ModelException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.DataType;

/** Finds what takes the images and what gives the classes' numbers. */
final class OnnxEnds {

  private static final int RANK = 4;
  private static final int LARGEST = 4096;

  /** Where several outputs give a number for each class, the first of these names. */
  private static final List<String> TELLING =
      List.of("logits", "probabilities", "scores", "predictions", "output");

  private static final Set<String> SURE = Set.of("Softmax", "Sigmoid");

  private final GraphProto graph;
  private final Path file;

  OnnxEnds(GraphProto graph, Path file) {
    this.graph = graph;
    this.file = file;
  }

  /**
   * What takes the images.
   *
   * @param name of the input
   * @param type of the pixels
   * @param channelsFirst whether it is [N, C, h, w]
   * @param batch how many images at once; 0 for any number
   * @param channels of an image
   * @param height rows
   * @param width columns
   */
  record Input(
      String name,
      DataType type,
      boolean channelsFirst,
      long batch,
      long channels,
      long height,
      long width) {

    List<Dimension> shape() {
      Dimension c = Dimension.of(channels);
      Dimension h = Dimension.of(height);
      Dimension w = Dimension.of(width);
      return channelsFirst ? List.of(Dimension.BATCH, c, h, w) : List.of(Dimension.BATCH, h, w, c);
    }

    List<Integer> order() {
      return channelsFirst ? Orders.channelsLast(RANK) : Orders.named(RANK);
    }

    /** As TensorFlow has them. */
    long[] memory() {
      return new long[] {-1, height, width, channels};
    }
  }

  Input input(@Nullable String name, int size) {
    ValueInfoProto info = info(name);
    TensorShapeProto shape = info.getType().getTensorType().getShape();
    if (shape.getDimCount() != RANK) {
      throw new ModelException(
          "Expected images of four dimensions as '%s' of %s, found %s: gradcam explains image classifiers"
              .formatted(info.getName(), file, words(info)));
    }
    DataType type = TensorReader.type(info.getType().getTensorType().getElemType());
    long second = shape.getDim(1).getDimValue();
    long last = shape.getDim(RANK - 1).getDimValue();
    boolean first = isColour(second) || (!isColour(last) && !isTurned(info.getName()));
    long channels = first ? second : last;
    if (channels < 1) {
      channels = first ? convolved(info.getName()) : 3;
    }
    long height = side(info, shape.getDim(first ? 2 : 1).getDimValue(), size);
    long width = side(info, shape.getDim(first ? 3 : 2).getDimValue(), size);
    long batch = Math.max(0, shape.getDim(0).getDimValue());
    boolean bytes = type == DataType.DT_UINT8;
    if (!bytes && type != DataType.DT_FLOAT) {
      throw new ModelException(
          "Expected images of floats or bytes as '%s' of %s, found %s"
              .formatted(info.getName(), file, words(info)));
    }
    return new Input(info.getName(), type, first, batch, channels, height, width);
  }

  private long side(ValueInfoProto info, long said, int size) {
    if (said < 1 && size < 1) {
      throw new ModelException(
          "Expected an input size in '%s' of %s, found none; give --input-size, such as 224"
              .formatted(info.getName(), file));
    }
    long side = said < 1 ? size : said;
    if (side > LARGEST) {
      throw new ModelException(
          "Expected an input of at most %,d rows and columns in '%s' of %s, found %,d"
              .formatted(LARGEST, info.getName(), file, side));
    }
    return side;
  }

  /** Whether the first that is done with images is to put their channels first. */
  private boolean isTurned(String input) {
    return taker(input)
        .filter(node -> node.getOpType().equals("Transpose"))
        .flatMap(node -> node.getAttributeList().stream().findFirst())
        .filter(order -> order.getIntsList().equals(List.of(0L, 3L, 1L, 2L)))
        .isPresent();
  }

  /** The channels that a first convolution takes; 3 where another node comes first. */
  private long convolved(String input) {
    return taker(input)
        .filter(node -> node.getOpType().equals("Conv") && node.getInputCount() > 1)
        .flatMap(
            node ->
                graph.getInitializerList().stream()
                    .filter(kernel -> kernel.getName().equals(node.getInput(1)))
                    .findFirst())
        .filter(kernel -> kernel.getDimsCount() == RANK)
        .map(kernel -> kernel.getDims(1))
        .orElse(3L);
  }

  private Optional<NodeProto> taker(String value) {
    return graph.getNodeList().stream()
        .filter(node -> node.getInputList().contains(value))
        .findFirst();
  }

  private ValueInfoProto info(@Nullable String name) {
    Set<String> constants =
        graph.getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
    List<ValueInfoProto> inputs =
        graph.getInputList().stream().filter(i -> !constants.contains(i.getName())).toList();
    List<ValueInfoProto> pictures =
        inputs.stream()
            .filter(
                each ->
                    name == null
                        ? each.getType().getTensorType().getShape().getDimCount() == RANK
                        : each.getName().equals(name))
            .toList();
    if (pictures.size() != 1) {
      throw new ModelException(
          "Expected one input for images [N, channels, height, width] in %s, found %s; name it with --input, if there is one: gradcam explains image classifiers"
              .formatted(file, words(inputs)));
    }
    return pictures.get(0);
  }

  /** The output, value or node of a name, or the one output that can be meant. */
  String output(@Nullable String name) {
    if (name != null) {
      return named(name);
    }
    List<ValueInfoProto> outputs = graph.getOutputList();
    List<ValueInfoProto> classes =
        outputs.size() == 1 ? outputs : outputs.stream().filter(OnnxEnds::givesClasses).toList();
    if (classes.size() > 1) {
      List<ValueInfoProto> all = classes;
      classes =
          TELLING.stream()
              .flatMap(word -> all.stream().filter(each -> each.getName().equals(word)))
              .limit(1)
              .toList();
    }
    if (classes.size() != 1) {
      throw new ModelException(
          "Expected one output with a number for each class [N, classes] in %s, found %s; name one with --logits"
              .formatted(file, words(outputs)));
    }
    return outputs.size() > 1 ? sure(classes.get(0).getName()) : classes.get(0).getName();
  }

  /** The probabilities, where another output gives what the softmax or sigmoid makes of these. */
  private String sure(String logits) {
    Set<String> outputs =
        graph.getOutputList().stream().map(ValueInfoProto::getName).collect(Collectors.toSet());
    return graph.getNodeList().stream()
        .filter(node -> SURE.contains(node.getOpType()) && node.getInputList().contains(logits))
        .flatMap(node -> node.getOutputList().stream())
        .filter(outputs::contains)
        .findFirst()
        .orElse(logits);
  }

  private String named(String name) {
    Set<String> values = new HashSet<>();
    graph.getNodeList().forEach(node -> values.addAll(node.getOutputList()));
    if (values.contains(name)) {
      return name;
    }
    return graph.getNodeList().stream()
        .filter(node -> NodeNames.isOf(name, node) && node.getOutputCount() > 0)
        .map(node -> node.getOutput(0))
        .findFirst()
        .orElseThrow(
            () ->
                new ModelException(
                    "Expected an output, node or value '%s' for --logits in %s, found none; its outputs: %s"
                        .formatted(name, file, words(graph.getOutputList()))));
  }

  private static boolean givesClasses(ValueInfoProto info) {
    TensorShapeProto shape = info.getType().getTensorType().getShape();
    boolean flat =
        shape.getDimCount() == RANK
            && shape.getDim(2).getDimValue() == 1
            && shape.getDim(3).getDimValue() == 1;
    return info.getType().getTensorType().getElemType() == TensorProto.DataType.FLOAT_VALUE
        && (shape.getDimCount() == 2 || flat);
  }

  private static boolean isColour(long channels) {
    return channels == 1 || channels == 3;
  }

  private static String words(List<ValueInfoProto> all) {
    return all.isEmpty()
        ? "none"
        : all.stream().map(OnnxEnds::words).collect(Collectors.joining(", "));
  }

  private static String words(ValueInfoProto info) {
    String sizes =
        info.getType().getTensorType().getShape().getDimList().stream()
            .map(size -> size.getDimValue() > 0 ? String.valueOf(size.getDimValue()) : "?")
            .collect(Collectors.joining(", "));
    return "'%s' [%s]".formatted(info.getName(), sizes);
  }
}
