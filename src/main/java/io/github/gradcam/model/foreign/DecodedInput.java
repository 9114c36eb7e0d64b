package io.github.gradcam.model.foreign;

import io.github.gradcam.model.graph.NodeIndex;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.NodeDef;

/**
 * Finds where a network that decodes a JPEG itself, as those retrained with TensorFlow's old script
 * do, takes the image that it has decoded: after it was made as large as the network needs.
 */
final class DecodedInput {

  private static final Set<String> DECODERS =
      Set.of("DecodeJpeg", "DecodePng", "DecodeImage", "DecodeBmp");

  private static final Set<String> PREPARING =
      Set.of("Cast", "ExpandDims", "ResizeBilinear", "ResizeBicubic", "ResizeNearestNeighbor");

  private DecodedInput() {}

  /** The last op that only gets the image ready; empty where nothing decodes. */
  static Optional<String> find(NodeIndex index) {
    return index.nodes().stream()
        .filter(node -> DECODERS.contains(node.getOp()))
        .map(NodeDef::getName)
        .findFirst()
        .map(decoder -> lastPreparing(index, decoder))
        .filter(op -> !DECODERS.contains(index.get(op).getOp()));
  }

  private static String lastPreparing(NodeIndex index, String decoder) {
    String op = decoder;
    while (index.consumers(op).size() == 1) {
      String next = index.consumers(op).iterator().next();
      if (!PREPARING.contains(index.get(next).getOp())) {
        return op;
      }
      op = next;
    }
    return op;
  }
}
