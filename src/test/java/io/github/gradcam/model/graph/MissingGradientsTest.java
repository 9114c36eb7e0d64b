package io.github.gradcam.model.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.model.graph.MissingGradients.Gap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** x, early, ensured, middle, stopped, late, logits; the sizes of x go round to the logits. */
class MissingGradientsTest {

  private static final Shape SHAPE = Shape.of(1, 2, 2, 1);

  private final Graph graph = new Graph();

  @BeforeEach
  void build() {
    Ops tf = Ops.create(graph);
    Operand<TFloat32> x =
        tf.withName("x").placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 2, 2, 1)));
    var early = tf.withName("early").nn.relu(x);
    var ensured = tf.withName("ensured").ensureShape(early, SHAPE);
    var middle = tf.withName("middle").nn.relu(ensured);
    var stopped = tf.withName("stopped").stopGradient(middle);
    var late = tf.withName("late").nn.relu(stopped);
    Operand<TInt32> sizes = tf.withName("sizes").ensureShape(tf.shape(late), Shape.of(4));
    tf.withName("logits").reshape(late, sizes);
  }

  @AfterEach
  void close() {
    graph.close();
  }

  @Test
  void gapsAreListedFromTheLayerToTheLogits() {
    MissingGradients search = new MissingGradients(graph, "logits");
    assertThat(search.between("early"))
        .containsExactly(new Gap("ensured", "EnsureShape"), new Gap("stopped", "StopGradient"));
    assertThat(search.between("middle")).containsExactly(new Gap("stopped", "StopGradient"));
  }

  @Test
  void wholeNumbersAreNoWayForAGradient() {
    assertThat(new MissingGradients(graph, "logits").between("late")).isEmpty();
  }

  @Test
  void layerItselfMayBeAnOpWithoutAGradient() {
    assertThat(new MissingGradients(graph, "logits").between("stopped")).isEmpty();
  }

  @Test
  void nearestLayerThatWorksLiesBehindTheLastGap() {
    MissingGradients search = new MissingGradients(graph, "logits");
    List<String> layers = List.of("early", "ensured", "middle", "late");
    assertThat(search.nearest("early", layers)).contains("late");
    assertThat(search.nearest("early", List.of("early", "middle"))).isEmpty();
  }
}
