package io.github.gradcam.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

class RewrittenClassifierTest {

  @TempDir Path folder;

  private Classifier negated() throws Exception {
    return SketchedGraph.load(
        folder, (tf, input) -> tf.withName("turned").math.neg(tf.withName("kept").nn.relu(input)));
  }

  private static GraphDef renamed(GraphDef graph, String name, String other) {
    GraphDef.Builder changed = graph.toBuilder().clearNode();
    for (NodeDef node : graph.getNodeList()) {
      if (!node.getInputList().contains(name)) {
        changed.addNode(
            node.getName().equals(name) ? node.toBuilder().setName(other).build() : node);
      }
    }
    return changed.build();
  }

  private static GraphDef withOp(GraphDef graph, String name, String type) {
    GraphDef.Builder changed = graph.toBuilder().clearNode();
    for (NodeDef node : graph.getNodeList()) {
      boolean meant = node.getName().equals(name);
      changed.addNode(meant ? node.toBuilder().setOp(type).build() : node);
    }
    return changed.build();
  }

  @Test
  void unchangedGraphGivesTheSameAnswers() throws Exception {
    try (Classifier classifier = negated();
        Classifier copy = classifier.rewritten(UnaryOperator.identity())) {
      assertThat(copy.logits(SketchedGraph.picture(), 1)[0])
          .containsExactly(classifier.logits(SketchedGraph.picture(), 1)[0]);
      assertThat(copy.labels()).isEqualTo(classifier.labels());
      assertThat(copy.layers()).isEqualTo(classifier.layers());
    }
  }

  @Test
  void changedGraphAnswersOtherwiseAndLeavesTheFirstAsItWas() throws Exception {
    try (Classifier classifier = negated()) {
      float[] before = classifier.logits(SketchedGraph.picture(), 1)[0];
      try (Classifier other = classifier.rewritten(graph -> withOp(graph, "turned", "Relu"))) {
        float[] turned = other.logits(SketchedGraph.picture(), 1)[0];
        for (int c = 0; c < before.length; c++) {
          assertThat(turned[c]).isCloseTo(-before[c], within(1e-4f));
        }
      }
      assertThat(classifier.logits(SketchedGraph.picture(), 1)[0]).containsExactly(before);
    }
  }

  @Test
  void copyOutlivesTheFirst() throws Exception {
    Classifier copy;
    float[] before;
    try (Classifier classifier = negated()) {
      before = classifier.logits(SketchedGraph.picture(), 1)[0];
      copy = classifier.rewritten(UnaryOperator.identity());
    }
    try (copy) {
      assertThat(copy.logits(SketchedGraph.picture(), 1)[0]).containsExactly(before);
    }
  }

  @Test
  void whatWasAddedToExplainIsLeftBehind() throws Exception {
    try (Classifier classifier = negated()) {
      Ops.create(classifier.graph()).withName("added").constant(1);
      try (Classifier copy = classifier.rewritten(UnaryOperator.identity())) {
        assertThat(copy.graph().operation("added")).isNull();
        assertThat(copy.graph().operation("kept")).isNotNull();
      }
    }
  }

  @Test
  void opsThatWaitForOthersAreCopiedWithoutThem() throws Exception {
    try (Classifier classifier =
            SketchedGraph.load(
                folder,
                (tf, input) -> {
                  var first = tf.withName("waited_for").constant(1);
                  Ops later = tf.withControlDependencies(first);
                  return later.withName("waits").nn.relu(input);
                });
        Classifier copy = classifier.rewritten(UnaryOperator.identity())) {
      assertThat(copy.logits(SketchedGraph.picture(), 1)[0])
          .containsExactly(classifier.logits(SketchedGraph.picture(), 1)[0]);
    }
  }

  @Test
  void changeThatTakesTheEndsAwayIsRefused() throws Exception {
    try (Classifier classifier = negated()) {
      assertThatThrownBy(() -> classifier.rewritten(graph -> renamed(graph, "scores", "others")))
          .isInstanceOf(RuntimeException.class);
      assertThat(classifier.logits(SketchedGraph.picture(), 1)[0]).hasSize(3);
    }
  }
}
