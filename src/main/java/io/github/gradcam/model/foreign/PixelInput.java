package io.github.gradcam.model.foreign;

import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.graph.NodeIndex;
import io.github.gradcam.model.kernel.Graphs;
import io.github.gradcam.model.layer.Normalization;
import io.github.gradcam.model.layer.Preprocessing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * What a network's input takes, and the ops that make it of square RGB images.
 *
 * @param name the op that takes the images
 * @param type of its values
 * @param channelsFirst whether it takes [N, channels, height, width]
 * @param height rows
 * @param width columns
 * @param channels 3, or 1 for grey
 */
record PixelInput(
    String name, DataType type, boolean channelsFirst, int height, int width, int channels) {

  /** Rows and columns: 200 MB for an image as float32. */
  private static final int LARGEST = 4096;

  private static final List<Float> GREY = List.of(0.299f, 0.587f, 0.114f);

  /**
   * A network with what makes its input of images before it.
   *
   * @param graph all of it
   * @param images the op that takes images, uint8 [N, size, size, 3] RGB
   * @param input the op that gives them after the preprocessing, float32 of the same shape, before
   *     they are made grey or resized; the network's own where it takes them so
   */
  record Joined(GraphDef graph, String images, String input) {}

  /**
   * Reads what an op says of its input.
   *
   * @param index the network
   * @param name the op that takes the images
   * @param size rows and columns that people ask for; 0 for none
   * @param path of the model
   */
  static PixelInput of(NodeIndex index, String name, int size, Path path) {
    NodeDef node = index.get(name);
    TensorShapeProto shape =
        node.getAttrOrDefault("shape", AttrValue.getDefaultInstance()).getShape();
    DataType type = node.getAttrOrDefault("dtype", AttrValue.getDefaultInstance()).getType();
    int[] sizes = {-1, -1, -1, -1};
    if (shape.getDimCount() == 4) {
      for (int i = 1; i < 4; i++) {
        sizes[i] = (int) Math.min(Integer.MAX_VALUE, shape.getDim(i).getSize());
      }
    }
    boolean first = isColour(sizes[1]) && !isColour(sizes[3]);
    int said = first ? sizes[1] : sizes[3];
    int channels = said < 1 ? FirstKernel.channels(index, name).orElse(3) : said;
    int height = first ? sizes[2] : sizes[1];
    int width = first ? sizes[3] : sizes[2];
    if (!isColour(channels)) {
      throw new ModelException(
          "Expected an input with 1 or 3 channels, found %d in '%s' of %s"
              .formatted(channels, node.getName(), path));
    }
    DataType fed = type == DataType.DT_UINT8 ? type : DataType.DT_FLOAT;
    if (size == 0 && (height < 1 || width < 1)) {
      throw new ModelException(
          "Expected an input size in '%s' of %s, found none; give --input-size, such as 224"
              .formatted(node.getName(), path));
    }
    int rows = height < 1 ? size : height;
    int columns = width < 1 ? size : width;
    if (Math.max(rows, columns) > LARGEST) {
      throw new ModelException(
          "Expected an input of at most %,d rows and columns in '%s' of %s, found %,d x %,d"
              .formatted(LARGEST, node.getName(), path, rows, columns));
    }
    return new PixelInput(node.getName(), fed, first, rows, columns, channels);
  }

  /** Rows and columns of the images that the classifier takes: square, and nothing lost. */
  int size() {
    return Math.max(height, width);
  }

  /** The network with the preprocessing before it; the op that took images hands on what comes. */
  Joined before(GraphDef network, Normalization normalization) {
    GraphDef.Builder joined = GraphDef.newBuilder();
    String scope = free(network);
    String given;
    String last;
    try (Graph pixels = Graphs.empty()) {
      Ops tf = Ops.create(pixels).withSubScope(scope);
      Operand<TFloat32> x = Preprocessing.normalisedHere(tf, pictures(tf), normalization);
      given = x.op().name();
      last = fitted(tf, x).op().name();
      joined.addAllNode(pixels.toGraphDef().getNodeList());
    }
    for (NodeDef node : network.getNodeList()) {
      joined.addNode(node.getName().equals(name) ? handingOn(last) : node);
    }
    joined.setVersions(network.getVersions()).setLibrary(network.getLibrary());
    return new Joined(joined.build(), scope + "/pixels", given.equals(last) ? name : given);
  }

  /** A scope that is no name of the network's own. */
  private static String free(GraphDef network) {
    String scope = Preprocessing.SCOPE;
    for (int i = 1; isTaken(network, scope); i++) {
      scope = Preprocessing.SCOPE + "_" + i;
    }
    return scope;
  }

  private static boolean isTaken(GraphDef network, String scope) {
    return network.getNodeList().stream()
        .anyMatch(node -> (node.getName() + "/").startsWith(scope + "/"));
  }

  /** The images in the shape and type that the network takes. */
  private Operand<?> fitted(Ops tf, Operand<TFloat32> pictures) {
    Operand<TFloat32> x = pictures;
    if (channels == 1) {
      // Of scalars, which are no weights that anybody counts.
      List<Operand<TFloat32>> parts = new ArrayList<>();
      GREY.forEach(share -> parts.add(tf.constant(share)));
      var shares = tf.stack(parts);
      var weighed = tf.math.mul(x, shares);
      x = tf.reduceSum(weighed, tf.constant(3), org.tensorflow.op.core.ReduceSum.keepDims(true));
    }
    if (height != width) {
      var sizes = tf.constant(new int[] {height, width});
      x = tf.image.resizeBilinear(x, sizes, ResizeBilinear.halfPixelCenters(true));
    }
    if (channelsFirst) {
      x = tf.linalg.transpose(x, tf.constant(new int[] {0, 3, 1, 2}));
    }
    return type == DataType.DT_UINT8 ? tf.dtypes.cast(x, TUint8.class) : x;
  }

  /**
   * None, where none are fed: who feeds what the network itself takes feeds no images, and
   * TensorFlow may still wait for the op that they come from.
   */
  private Operand<TUint8> pictures(Ops tf) {
    Shape any = Shape.of(Shape.UNKNOWN_SIZE, size(), size(), 3);
    // not a constant: TensorFlow may have no memory of no values that Java could read
    var none = tf.zeros(tf.constant(new int[] {0, size(), size(), 3}), TUint8.class);
    return tf.withName("pixels").placeholderWithDefault(none, any);
  }

  private NodeDef handingOn(String input) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Identity")
        .addInput(input)
        .putAttr("T", AttrValue.newBuilder().setType(type).build())
        .build();
  }

  private static boolean isColour(int channels) {
    return List.of(1, 3).contains(channels);
  }
}
