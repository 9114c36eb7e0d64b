package io.github.gradcam.explain;

import com.google.protobuf.ByteString;
import io.github.gradcam.model.Classifier;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/**
 * Makes a network that has forgotten what it learned, from the top down (Adebayo et al., Sanity
 * Checks for Saliency Maps, NeurIPS 2018, arXiv:1810.03292): an explanation of it should look
 * unlike that of the network itself. The values of each kernel are shuffled, so that their sizes
 * stay as they were.
 */
public final class RandomisedWeights {

  private RandomisedWeights() {}

  /**
   * Makes the network.
   *
   * @param classifier stays as it is
   * @param share of the kernels of convolutions and dense layers that are shuffled, the last first;
   *     0..1, at least one is
   * @param seed of the order
   * @return a classifier of its own, the caller's to close
   * @throws IllegalArgumentException if the share is not within 0..1, or the graph holds no kernels
   */
  public static Classifier of(Classifier classifier, double share, long seed) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("Expected a share of 0 to 1, found " + share);
    }
    return classifier.rewritten(graph -> shuffled(graph, share, seed));
  }

  private static GraphDef shuffled(GraphDef graph, double share, long seed) {
    List<String> kernels = new KernelOrder(graph).lastFirst();
    if (kernels.isEmpty()) {
      throw new IllegalArgumentException("Expected weights as constants in the graph, found none");
    }
    int count = (int) Math.max(1, Math.round(share * kernels.size()));
    Set<String> chosen = new HashSet<>(kernels.subList(0, count));
    Random random = new Random(seed);
    GraphDef.Builder changed = graph.toBuilder().clearNode();
    for (NodeDef node : graph.getNodeList()) {
      changed.addNode(chosen.contains(node.getName()) ? shuffled(node, random) : node);
    }
    return changed.build();
  }

  private static NodeDef shuffled(NodeDef kernel, Random random) {
    TensorProto tensor = kernel.getAttrOrThrow("value").getTensor();
    ByteBuffer values =
        ByteBuffer.wrap(tensor.getTensorContent().toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = values.capacity() / Float.BYTES - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      float value = values.getFloat(i * Float.BYTES);
      values.putFloat(i * Float.BYTES, values.getFloat(other * Float.BYTES));
      values.putFloat(other * Float.BYTES, value);
    }
    TensorProto content =
        tensor.toBuilder().setTensorContent(ByteString.copyFrom(values.array())).build();
    return kernel.toBuilder()
        .putAttr("value", AttrValue.newBuilder().setTensor(content).build())
        .build();
  }
}
