package io.github.gradcam.model.graph;

import static io.github.gradcam.model.graph.GraphText.call;
import static io.github.gradcam.model.graph.GraphText.function;
import static io.github.gradcam.model.graph.GraphText.graph;
import static io.github.gradcam.model.graph.GraphText.input;
import static io.github.gradcam.model.graph.GraphText.lines;
import static io.github.gradcam.model.graph.GraphText.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

class FunctionInliningTest {

  private static final FunctionDef RELU =
      function("relu", List.of("a"), List.of("r:activations:0"), node("r", "Relu", "a"));

  /** Gives (-a, a ^ 2). */
  private static final FunctionDef TWO =
      function(
          "two",
          List.of("a"),
          List.of("n:y:0", "s:y:0"),
          node("n", "Neg", "a"),
          node("s", "Square", "a"));

  private final Map<String, String> renamed = new HashMap<>();

  private GraphDef inlined(GraphDef graph, String... ends) {
    return FunctionInlining.of(graph, List.of(ends), renamed);
  }

  private static NodeDef with(NodeDef node, String attr, AttrValue value) {
    return node.toBuilder().putAttr(attr, value).build();
  }

  @Test
  void callGivesWayToTheOpsOfItsFunction() {
    GraphDef graph =
        graph(
            List.of(RELU),
            input("x"),
            call("model", "PartitionedCall", "relu", 1, "x"),
            node("y", "Neg", "model"));
    assertThat(lines(inlined(graph, "y")))
        .containsExactly("x = Placeholder()", "model/r = Relu(x)", "y = Neg(model/r)");
    assertThat(inlined(graph, "y").getLibrary().getFunctionCount()).isZero();
  }

  @Test
  void wordsThatOnlySayThatSomethingIsCalledAreNotInTheNames() {
    FunctionDef layer =
        function(
            "layer",
            List.of("a"),
            List.of("conv/StatefulPartitionedCall_1:output:0"),
            call("conv/StatefulPartitionedCall_1", "StatefulPartitionedCall", "relu", 1, "a"));
    GraphDef graph =
        graph(
            List.of(RELU, layer),
            input("x"),
            call("StatefulPartitionedCall", "StatefulPartitionedCall", "layer", 1, "x"));
    assertThat(lines(inlined(graph, "StatefulPartitionedCall")))
        .containsExactly("x = Placeholder()", "conv/r = Relu(x)");
    assertThat(renamed).containsEntry("StatefulPartitionedCall", "conv/r");
  }

  @Test
  void eachOutputOfACallIsWhatTheFunctionReturnsThere() {
    GraphDef graph =
        graph(
            List.of(TWO),
            input("x"),
            call("c", "PartitionedCall", "two", 2, "x"),
            node("y", "Sub", "c:1", "c:0"));
    GraphDef flat = inlined(graph, "y", "c:1");
    assertThat(lines(flat)).contains("y = Sub(c/s, c/n)");
    assertThat(renamed).containsEntry("c", "c/n").containsEntry("c:1", "c/s");
    float[] values = GraphRun.values(flat, new float[] {3, -2}, Shape.of(2), "y");
    assertThat(values).containsExactly(12, 2);
  }

  @Test
  void nestedCallsWithSeveralOutputsAreInlinedAtAnyDepth() {
    FunctionDef swapped =
        function(
            "swapped",
            List.of("a"),
            List.of("inner:output:1", "inner:output:0"),
            call("inner", "PartitionedCall", "two", 2, "a"));
    FunctionDef outer =
        function(
            "outer",
            List.of("a"),
            List.of("d:z:0"),
            call("mid", "StatefulPartitionedCall", "swapped", 2, "a"),
            node("d", "Sub", "mid:output:0", "mid:output:1"));
    GraphDef graph =
        graph(
            List.of(outer, swapped, TWO),
            input("x"),
            call("m", "PartitionedCall", "outer", 1, "x"));
    GraphDef flat = inlined(graph, "m");
    assertThat(lines(flat))
        .containsExactlyInAnyOrder(
            "x = Placeholder()",
            "m/mid/inner/n = Neg(x)",
            "m/mid/inner/s = Square(x)",
            "m/d = Sub(m/mid/inner/s, m/mid/inner/n)");
    assertThat(renamed).containsEntry("m", "m/d");
    assertThat(GraphRun.values(flat, new float[] {3}, Shape.of(1), "m/d")).containsExactly(12);
  }

  @Test
  void outputsOfOneNameAreNumberedAsTheOpHasThem() {
    NodeDef axis = ConstantNodes.of("axis", DataType.DT_INT32, Shape.scalar(), zero());
    NodeDef split =
        with(
            node("split", "Split", "axis:output:0", "a"),
            "num_split",
            AttrValue.newBuilder().setI(2).build());
    FunctionDef second = function("second", List.of("a"), List.of("split:output:1"), axis, split);
    GraphDef graph =
        graph(List.of(second), input("x"), call("c", "PartitionedCall", "second", 1, "x"));
    GraphDef flat = inlined(graph, "c");
    assertThat(renamed).containsEntry("c", "c/split:1");
    assertThat(GraphRun.values(flat, new float[] {1, 2, 3, 4}, Shape.of(4), "c/split:1"))
        .containsExactly(3, 4);
  }

  private static java.nio.ByteBuffer zero() {
    return java.nio.ByteBuffer.wrap(new byte[4]);
  }

  @Test
  void outputsBehindAListOfOutputsAreCounted() {
    NodeDef many =
        NodeDef.newBuilder()
            .setName("many")
            .setOp("IdentityN")
            .addInput("a")
            .addInput("b")
            .putAttr("T", GraphText.floats(2))
            .build();
    FunctionDef last = function("last", List.of("a", "b"), List.of("many:output:1"), many);
    GraphDef graph =
        graph(
            List.of(last),
            input("x"),
            input("z"),
            call("c", "PartitionedCall", "last", 1, "x", "z"));
    inlined(graph, "c");
    assertThat(renamed).containsEntry("c", "c/many:1");
  }

  @Test
  void attributeThatAFunctionLeavesToItsCallerIsTheCallers() {
    AttrValue left = AttrValue.newBuilder().setPlaceholder("T").build();
    FunctionDef generic =
        function(
            "generic",
            List.of("a"),
            List.of("r:activations:0"),
            with(node("r", "Relu", "a"), "T", left));
    FunctionDef middle =
        function(
            "middle",
            List.of("a"),
            List.of("c:output:0"),
            with(call("c", "PartitionedCall", "generic", 1, "a"), "T", left));
    NodeDef call = with(call("m", "PartitionedCall", "middle", 1, "x"), "T", GraphText.FLOAT);
    GraphDef flat = inlined(graph(List.of(generic, middle), input("x"), call), "m");
    assertThat(new NodeIndex(flat).get("m/c/r").getAttrOrThrow("T")).isEqualTo(GraphText.FLOAT);
  }

  @Test
  void functionIsAlsoCalledByItsNameAsAnOp() {
    FunctionDef outer = function("outer", List.of("a"), List.of("t:out1:0"), node("t", "two", "a"));
    GraphDef graph = graph(List.of(TWO, outer), input("x"), node("old", "outer", "x"));
    assertThat(lines(inlined(graph, "old"))).contains("old/t/s = Square(x)");
    assertThat(renamed).containsEntry("old", "old/t/s");
  }

  @Test
  void argumentThatIsReturnedUnchangedIsHandedOn() {
    FunctionDef same = function("same", List.of("a"), List.of("a"));
    GraphDef graph =
        graph(
            List.of(same),
            input("x"),
            call("c", "PartitionedCall", "same", 1, "x"),
            node("y", "Neg", "c"));
    assertThat(lines(inlined(graph, "y"))).containsExactly("x = Placeholder()", "y = Neg(x)");
    assertThat(renamed).containsEntry("c", "x");
  }

  @Test
  void opsOfTwoCallsInOneScopeGetNamesOfTheirOwn() {
    GraphDef graph =
        graph(
            List.of(RELU),
            input("x"),
            node("r", "Neg", "x"),
            call("PartitionedCall", "PartitionedCall", "relu", 1, "r"),
            call("PartitionedCall_1", "PartitionedCall", "relu", 1, "PartitionedCall"));
    assertThat(lines(inlined(graph, "PartitionedCall_1")))
        .containsExactly("x = Placeholder()", "r = Neg(x)", "r_1 = Relu(r)", "r_2 = Relu(r_1)");
  }

  @Test
  void inputsThatOnlyOrderAndColocationAreLeftOut() {
    AttrValue.Builder beside = AttrValue.newBuilder();
    beside.getListBuilder().addS(com.google.protobuf.ByteString.copyFromUtf8("loc:@gone"));
    NodeDef ordered = with(node("y", "Neg", "x", "^gone"), "_class", beside.build());
    GraphDef flat = inlined(graph(List.of(), input("x"), node("gone", "Neg", "x"), ordered), "y");
    assertThat(lines(flat)).containsExactly("x = Placeholder()", "y = Neg(x)");
    assertThat(flat.getNode(1).containsAttr("_class")).isFalse();
  }

  @Test
  void functionThatCallsItselfIsRefused() {
    FunctionDef endless =
        function(
            "endless",
            List.of("a"),
            List.of("again:output:0"),
            call("again", "PartitionedCall", "endless", 1, "a"));
    GraphDef graph =
        graph(List.of(endless), input("x"), call("c", "PartitionedCall", "endless", 1, "x"));
    assertThatThrownBy(() -> inlined(graph, "c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected functions that end, found 'again' calling itself");
  }

  @Test
  void opThatTensorFlowDoesNotKnowIsNamed() {
    FunctionDef own = function("own", List.of("a"), List.of("m:y:0"), node("m", "MyCustomOp", "a"));
    GraphDef graph = graph(List.of(own), input("x"), call("c", "PartitionedCall", "own", 1, "x"));
    assertThatThrownBy(() -> inlined(graph, "c"))
        .hasMessage("Expected ops that this TensorFlow knows, found 'MyCustomOp'");
  }

  @Test
  void functionsThatControlFlowCallsStay() {
    AttrValue.Builder branch = AttrValue.newBuilder();
    branch.getFuncBuilder().setName("relu");
    NodeDef choice =
        with(
            with(node("if", "StatelessIf", "x", "x"), "then_branch", branch.build()),
            "else_branch",
            branch.build());
    GraphDef flat = inlined(graph(List.of(RELU), input("x"), choice), "if");
    assertThat(flat.getLibrary().getFunctionList()).containsExactly(RELU);
  }

  @Test
  void callsThatTheEndsDoNotNeedAreLeftOut() {
    GraphDef graph =
        graph(
            List.of(RELU),
            input("x"),
            call("aside", "PartitionedCall", "relu", 1, "x"),
            node("y", "Neg", "x"));
    assertThat(lines(inlined(graph, "y"))).containsExactly("x = Placeholder()", "y = Neg(x)");
  }
}
