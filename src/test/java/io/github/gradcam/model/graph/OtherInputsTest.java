package io.github.gradcam.model.graph;

import static io.github.gradcam.model.graph.GraphText.graph;
import static io.github.gradcam.model.graph.GraphText.input;
import static io.github.gradcam.model.graph.GraphText.lines;
import static io.github.gradcam.model.graph.GraphText.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

class OtherInputsTest {

  private static GraphDef fixed(NodeDef other) {
    GraphDef graph = graph(List.of(), input("x"), other, node("y", "Mul", "x", other.getName()));
    return OtherInputs.fix(graph, "x", List.of("y"));
  }

  @ParameterizedTest
  @CsvSource({"keep_prob, 1", "Dropout/KeepProb, 1", "dropout_rate, 0", "drop_prob, 0"})
  void nothingIsDropped(String name, float value) {
    float[] values = GraphRun.values(fixed(input(name)), new float[] {3}, Shape.of(1), "y");
    assertThat(values).containsExactly(3 * value);
  }

  @Test
  void switchForTrainingIsOff() {
    AttrValue bool = AttrValue.newBuilder().setType(DataType.DT_BOOL).build();
    NodeDef phase = input("is_training").toBuilder().putAttr("dtype", bool).build();
    NodeDef found = new NodeIndex(fixed(phase)).get("is_training");
    assertThat(found.getOp()).isEqualTo("Const");
    assertThat(found.getAttrOrThrow("value").getTensor().getTensorContent().byteAt(0)).isZero();
  }

  @Test
  void inputThatCannotBeKnownIsRefused() {
    assertThatThrownBy(() -> fixed(input("age")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Expected images to be all that the network takes, found another input 'age' (DT_FLOAT)");
  }

  @Test
  void inputThatTheAnswerDoesNotNeedIsLeftOut() {
    GraphDef graph =
        graph(
            List.of(),
            input("x"),
            input("labels"),
            node("y", "Neg", "x"),
            node("loss", "Sub", "y", "labels"));
    assertThat(lines(OtherInputs.fix(graph, "x", List.of("y"))))
        .containsExactly("x = Placeholder()", "y = Neg(x)");
  }

  @Test
  void defaultThatAnInputHasStays() {
    NodeDef rate =
        input("rate").toBuilder().setOp("PlaceholderWithDefault").addInput("zero").build();
    GraphDef graph =
        graph(List.of(), input("x"), node("zero", "Neg", "x"), rate, node("y", "Mul", "x", "rate"));
    assertThat(lines(OtherInputs.fix(graph, "x", List.of("y"))))
        .contains("rate = PlaceholderWithDefault(zero)");
  }

  @ParameterizedTest
  @CsvSource({"Add, 1", "AddV2, 1", "GreaterEqual, 0"})
  void namelessInputThatIsHeldAgainstRandomNumbersDropsNothing(String op, float value) {
    NodeDef random = node("random", "RandomUniform", "shape");
    GraphDef graph =
        graph(
            List.of(),
            input("x"),
            input("shape"),
            input("Placeholder_6"),
            random,
            node("kept", "Identity", "Placeholder_6"),
            node("held", op, "random", "kept"),
            node("y", "Mul", "x", "Placeholder_6"));
    NodeDef found = new NodeIndex(OtherInputs.fix(graph, "x", List.of("y"))).get("Placeholder_6");
    assertThat(found.getOp()).isEqualTo("Const");
    assertThat(
            found
                .getAttrOrThrow("value")
                .getTensor()
                .getTensorContent()
                .asReadOnlyByteBuffer()
                .order(java.nio.ByteOrder.nativeOrder())
                .getFloat())
        .isEqualTo(value);
  }
}
