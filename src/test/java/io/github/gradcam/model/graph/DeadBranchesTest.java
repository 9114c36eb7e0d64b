package io.github.gradcam.model.graph;

import static io.github.gradcam.model.graph.GraphText.call;
import static io.github.gradcam.model.graph.GraphText.graph;
import static io.github.gradcam.model.graph.GraphText.input;
import static io.github.gradcam.model.graph.GraphText.lines;
import static io.github.gradcam.model.graph.GraphText.node;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

class DeadBranchesTest {

  private static NodeDef condition(boolean value) {
    ByteBuffer content = ByteBuffer.wrap(new byte[] {(byte) (value ? 1 : 0)});
    return ConstantNodes.of("training", DataType.DT_BOOL, Shape.scalar(), content);
  }

  /** Negated where the condition holds, squared where not. */
  private static GraphDef switched(NodeDef condition) {
    return graph(
        List.of(),
        input("x"),
        condition,
        node("switch", "Switch", "x", "training"),
        node("train", "Neg", "switch:1"),
        node("test", "Square", "switch"),
        node("merge", "Merge", "test", "train"),
        node("y", "Relu", "merge"));
  }

  private static NodeDef choice(String condition) {
    NodeDef.Builder choice =
        call("if", "If", "unused", 1, condition, "x").toBuilder().removeAttr("f");
    AttrValue.Builder then = AttrValue.newBuilder();
    then.getFuncBuilder().setName("train");
    AttrValue.Builder other = AttrValue.newBuilder();
    other.getFuncBuilder().setName("test");
    return choice
        .putAttr("then_branch", then.build())
        .putAttr("else_branch", other.build())
        .putAttr("Tin", GraphText.floats(1))
        .build();
  }

  @ParameterizedTest
  @CsvSource({"true, y = Relu(train), train = Neg(x)", "false, y = Relu(test), test = Square(x)"})
  void mergeTakesTheBranchThatTheConditionLeaves(boolean condition, String end, String taken) {
    GraphDef left = DeadBranches.remove(switched(condition(condition)), List.of("y"));
    assertThat(lines(left)).containsExactly("x = Placeholder()", taken, end);
  }

  @Test
  void mergeThatIsItselfAskedForHandsOn() {
    GraphDef left = DeadBranches.remove(switched(condition(false)), List.of("merge"));
    assertThat(lines(left))
        .containsExactly("x = Placeholder()", "test = Square(x)", "merge = Identity(test)");
  }

  @Test
  void conditionWrittenAsABooleanIsRead() {
    AttrValue.Builder value = AttrValue.newBuilder();
    value.getTensorBuilder().setDtype(DataType.DT_BOOL).addBoolVal(true);
    NodeDef condition = condition(false).toBuilder().putAttr("value", value.build()).build();
    GraphDef left = DeadBranches.remove(switched(condition), List.of("y"));
    assertThat(lines(left)).contains("y = Relu(train)");
  }

  @Test
  void conditionThatIsFedStays() {
    NodeDef fed = input("training");
    assertThat(lines(DeadBranches.remove(switched(fed), List.of("y"))))
        .isEqualTo(lines(switched(fed)));
  }

  @Test
  void branchesWithinBranchesAreRemoved() {
    GraphDef nested =
        graph(
            List.of(),
            input("x"),
            condition(false),
            node("outer", "Switch", "x", "training"),
            node("inner", "Switch", "outer:1", "training"),
            node("a", "Neg", "inner:1"),
            node("b", "Abs", "inner"),
            node("both", "Merge", "a", "b"),
            node("test", "Square", "outer"),
            node("merge", "Merge", "both", "test"),
            node("y", "Relu", "merge"));
    GraphDef left = DeadBranches.remove(nested, List.of("y"));
    assertThat(lines(left))
        .containsExactly("x = Placeholder()", "test = Square(x)", "y = Relu(test)");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void conditionalIsACallOfTheBranchThatIsTaken(boolean condition) {
    GraphDef graph = graph(List.of(), input("x"), condition(condition), choice("training"));
    GraphDef left = DeadBranches.remove(graph, List.of("if"));
    assertThat(lines(left)).containsExactly("x = Placeholder()", "if = StatefulPartitionedCall(x)");
    assertThat(left.getNode(1).getAttrOrThrow("f").getFunc().getName())
        .isEqualTo(condition ? "train" : "test");
  }

  @Test
  void conditionalOnTheImagesStays() {
    GraphDef graph = graph(List.of(), input("x"), choice("x"));
    assertThat(lines(DeadBranches.remove(graph, List.of("if")))).contains("if = If(x, x)");
  }
}
