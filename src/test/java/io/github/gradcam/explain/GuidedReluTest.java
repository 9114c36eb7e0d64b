package io.github.gradcam.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.Shared;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.foreign.FrozenGraphs;
import io.github.gradcam.model.layer.Normalization;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

class GuidedReluTest {

  @Test
  void gradientsArePassedBackWherePositiveThroughReluAndRelu6() {
    // x = -1, 3, 7 and the slopes after the ReLU are 2 and then -2: Relu passes x > 0, Relu6 x < 6
    assertThat(slopes("Relu", 2)).containsExactly(new float[] {0, 2, 2}, within(0f));
    assertThat(slopes("Relu6", 2)).containsExactly(new float[] {0, 2, 0}, within(0f));
    assertThat(slopes("Relu", -2)).containsOnly(0);
    assertThat(slopes("Relu6", -2)).containsOnly(0);
  }

  private static float[] slopes(String relu, float weight) {
    GraphDef guided;
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> x = tf.withName("x").constant(new float[] {-1, 3, 7});
      Operand<TFloat32> y = relu.equals("Relu") ? tf.nn.relu(x) : tf.nn.relu6(x);
      tf.withName("y").math.mul(y, tf.constant(weight));
      guided = GuidedRelu.rewrite(graph.toGraphDef());
    }
    try (Graph graph = new Graph()) {
      graph.importGraphDef(guided);
      Output<TFloat32> y = graph.operationOrThrow("y").output(0);
      Output<?>[] x = {graph.operationOrThrow("x").output(0)};
      Output<?>[] slopes = graph.addGradients(y, x);
      try (Session session = new Session(graph);
          Result result = session.runner().fetch(slopes[0]).run()) {
        return FloatTensors.values((TFloat32) result.get(0));
      }
    }
  }

  @Test
  void everyUserOfAReluSeesTheGuidedOne() {
    GraphDef graph =
        GraphDef.newBuilder()
            .addNode(node("relu", "Relu", "x"))
            .addNode(node("plain", "Neg", "relu"))
            .addNode(node("numbered", "Neg", "relu:0"))
            .addNode(node("waiting", "Neg", "plain", "^relu"))
            .addNode(node("second", "Relu6", "relu:0"))
            .build();
    List<NodeDef> nodes = GuidedRelu.rewrite(graph).getNodeList();
    assertThat(inputs(nodes, "plain")).containsExactly("relu/guided");
    assertThat(inputs(nodes, "numbered")).containsExactly("relu/guided");
    assertThat(inputs(nodes, "waiting")).containsExactly("plain", "^relu");
    assertThat(inputs(nodes, "second")).containsExactly("relu/guided");
    assertThat(inputs(nodes, "relu/guided")).containsExactly("relu");
    assertThat(inputs(nodes, "second/guided")).containsExactly("second");
    assertThat(inputs(nodes, "relu")).containsExactly("x");
  }

  @Test
  void everyRelu6OfMobileNetIsGuidedAndAnswersStayTheSame() {
    Path file = Shared.path("models/mobilenet_v2_100_224_f32.pb");
    String logits = "MobilenetV2/Logits/Squeeze1";
    try (Classifier classifier =
            FrozenGraphs.load(file, "input", logits, 0, Normalization.TF, List.of());
        Probes probes = new Probes(classifier, "auto")) {
      assertThat(count(probes.guidedNetwork().graph(), "Snapshot"))
          .isEqualTo(count(classifier.graph(), "Relu6"))
          .isEqualTo(35);
      byte[] grey = new byte[224 * 224 * 3];
      Arrays.fill(grey, (byte) 90);
      assertThat(probes.guidedNetwork().logits(grey, 1)[0])
          .containsExactly(classifier.logits(grey, 1)[0], within(1e-4f));
    }
  }

  private static NodeDef node(String name, String op, String... inputs) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp(op)
        .addAllInput(List.of(inputs))
        .putAttr("T", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build())
        .build();
  }

  private static List<String> inputs(List<NodeDef> nodes, String name) {
    return nodes.stream()
        .filter(node -> node.getName().equals(name))
        .findFirst()
        .orElseThrow()
        .getInputList();
  }

  static int count(Graph graph, String type) {
    int count = 0;
    for (var operations = graph.operations(); operations.hasNext(); ) {
      GraphOperation op = operations.next();
      count += op.type().equals(type) ? 1 : 0;
    }
    return count;
  }
}
