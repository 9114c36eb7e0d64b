package io.github.gradcam.model.graph;

import static io.github.gradcam.model.graph.GraphText.graph;
import static io.github.gradcam.model.graph.GraphText.input;
import static io.github.gradcam.model.graph.GraphText.lines;
import static io.github.gradcam.model.graph.GraphText.node;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.GraphDef;

class GraphEditTest {

  private static final GraphDef GRAPH =
      graph(
          List.of(),
          input("x"),
          node("a", "Neg", "x", "^x"),
          node("b", "Split", "a"),
          node("y", "Add", "b", "b:1"));

  private final GraphEdit edit = new GraphEdit(GRAPH);

  private List<String> edited() {
    return lines(edit.apply(List.of("y")));
  }

  @Test
  void withoutChangesOnlyTheOrderingGoes() {
    assertThat(edited())
        .containsExactly("x = Placeholder()", "a = Neg(x)", "b = Split(a)", "y = Add(b, b:1)");
  }

  @Test
  void whatReplacesAnOpTakesItsPlace() {
    edit.replace(node("b", "Relu", "x"));
    assertThat(edited()).containsExactly("x = Placeholder()", "b = Relu(x)", "y = Add(b, b:1)");
  }

  @Test
  void oneOutputIsLedElsewhereAndTheOthersStay() {
    edit.redirect("b:1", "x");
    assertThat(edited()).contains("y = Add(b, x)");
  }

  @Test
  void tensorsAreLedOnAndOn() {
    edit.redirect("b", "a");
    edit.redirect("a", "x");
    assertThat(edit.now("b:0")).isEqualTo("x");
    assertThat(edited()).contains("y = Add(x, b:1)", "b = Split(x)");
  }

  @Test
  void whatIsAddedStandsFirst() {
    edit.add(node("one", "Const"));
    edit.redirect("b:1", "one");
    assertThat(edited()).startsWith("one = Const()").contains("y = Add(b, one)");
  }
}
