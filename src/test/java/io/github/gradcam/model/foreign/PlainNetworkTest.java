package io.github.gradcam.model.foreign;

import static io.github.gradcam.model.graph.GraphText.call;
import static io.github.gradcam.model.graph.GraphText.function;
import static io.github.gradcam.model.graph.GraphText.graph;
import static io.github.gradcam.model.graph.GraphText.input;
import static io.github.gradcam.model.graph.GraphText.lines;
import static io.github.gradcam.model.graph.GraphText.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.model.graph.ConstantNodes;
import io.github.gradcam.model.graph.FlatNetwork;
import io.github.gradcam.model.graph.GraphText;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** Networks with branches for training, which negate, and for inference, which square. */
class PlainNetworkTest {

  private static final FunctionDef TRAIN =
      function("train", List.of("a"), List.of("n:y:0"), node("n", "Neg", "a"));
  private static final FunctionDef TEST =
      function("test", List.of("a"), List.of("s:y:0"), node("s", "Square", "a"));

  private static NodeDef off(String name) {
    return ConstantNodes.of(name, DataType.DT_BOOL, Shape.scalar(), ByteBuffer.wrap(new byte[1]));
  }

  private static AttrValue branch(String function) {
    AttrValue.Builder branch = AttrValue.newBuilder();
    branch.getFuncBuilder().setName(function);
    return branch.build();
  }

  private static NodeDef choice(String name, String condition, String otherwise, String input) {
    NodeDef.Builder choice =
        call(name, "StatelessIf", "train", 1, condition, input).toBuilder().removeAttr("f");
    return choice
        .putAttr("then_branch", branch("train"))
        .putAttr("else_branch", branch(otherwise))
        .putAttr("Tcond", AttrValue.newBuilder().setType(DataType.DT_BOOL).build())
        .putAttr("Tin", GraphText.floats(1))
        .build();
  }

  private static FlatNetwork plain(GraphDef graph, String output) {
    return PlainNetwork.of(new FlatNetwork(graph, "x", output, null, "test"));
  }

  @Test
  void branchOfInferenceIsTakenAndInlined() {
    GraphDef graph =
        graph(
            List.of(TRAIN, TEST),
            input("x"),
            off("training"),
            choice("if", "training", "test", "x"),
            node("y", "Relu", "if"));
    assertThat(lines(plain(graph, "y").graph()))
        .containsExactly("x = Placeholder()", "if/s = Square(x)", "y = Relu(if/s)");
  }

  @Test
  void branchThatIsTheAnswerIsFollowed() {
    GraphDef graph =
        graph(
            List.of(TRAIN, TEST),
            input("x"),
            off("training"),
            choice("if", "training", "test", "x"));
    FlatNetwork plain = plain(graph, "if");
    assertThat(plain.output()).isEqualTo("if/s");
    assertThat(lines(plain.graph())).containsExactly("x = Placeholder()", "if/s = Square(x)");
  }

  @Test
  void branchesWithinBranchesAreTakenToo() {
    FunctionDef nested =
        function(
            "nested",
            List.of("a"),
            List.of("inner:output:0"),
            off("off"),
            choice("inner", "off:output:0", "test", "a"));
    GraphDef graph =
        graph(
            List.of(TRAIN, TEST, nested),
            input("x"),
            off("training"),
            choice("if", "training", "nested", "x"),
            node("y", "Relu", "if"));
    FlatNetwork plain = plain(graph, "y");
    assertThat(lines(plain.graph()))
        .containsExactly("x = Placeholder()", "if/inner/s = Square(x)", "y = Relu(if/inner/s)");
    assertThat(plain.graph().getLibrary().getFunctionCount()).isZero();
  }
}
