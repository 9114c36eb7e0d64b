package io.github.gradcam.model.graph;

import static io.github.gradcam.model.graph.GraphText.input;
import static io.github.gradcam.model.graph.GraphText.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** x feeds a and b; c takes both, and waits for d. */
class NodeIndexTest {

  private final NodeIndex index =
      new NodeIndex(
          GraphText.graph(
              List.of(),
              node("c", "Add", "b:1", "a", "^d"),
              input("x"),
              node("a", "Neg", "x"),
              node("b", "Unstack", "x"),
              input("d")));

  @Test
  void tensorIsAnOpAndANumber() {
    assertThat(NodeIndex.op("split:12")).isEqualTo("split");
    assertThat(NodeIndex.output("split:12")).isEqualTo(12);
    assertThat(NodeIndex.op("relu")).isEqualTo("relu");
    assertThat(NodeIndex.output("relu")).isZero();
    assertThat(NodeIndex.tensor("relu", 0)).isEqualTo("relu");
    assertThat(NodeIndex.tensor("split", 1)).isEqualTo("split:1");
  }

  @Test
  void inputsThatOnlyOrderDoNotCount() {
    assertThat(index.inputs("c")).containsExactly("b", "a");
    assertThat(index.consumers("d")).isEmpty();
  }

  @Test
  void consumersAreCountedOnce() {
    assertThat(index.consumers("x")).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void ancestorsAndDescendantsHoldTheirBeginning() {
    assertThat(index.ancestors(List.of("b"))).containsExactlyInAnyOrder("b", "x");
    assertThat(index.descendants(List.of("b"))).containsExactlyInAnyOrder("b", "c");
  }

  @Test
  void eachOpIsAfterItsInputsWhateverTheOrderOfTheGraph() {
    List<String> order = index.inputsFirst(List.of("c"));
    assertThat(order).startsWith("x").endsWith("c").containsExactlyInAnyOrder("x", "a", "b", "c");
  }

  @Test
  void endsAreTheOpsThatNobodyTakes() {
    assertThat(index.ends()).containsExactly("c", "d");
  }

  @Test
  void missingOpIsNamed() {
    assertThat(index.find("e")).isEmpty();
    assertThatThrownBy(() -> index.get("e")).hasMessage("No op e");
  }
}
