package io.github.gradcam.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.model.graph.ModelException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;

/** Layers of graphs that were made elsewhere, whose ops have any names. */
class ForeignLayersTest {

  @TempDir Path folder;

  @Test
  void nameOfAnOpIsThatOpThoughOthersStandUnderIt() throws Exception {
    try (Classifier classifier =
        SketchedGraph.load(
            folder,
            (tf, input) -> {
              var block = tf.withName("block").nn.relu(input);
              var inner = tf.withName("block.inner").nn.relu(block);
              return tf.withName("block.last").nn.relu(inner);
            })) {
      assertThat(classifier.layer("block").op()).isEqualTo("block");
      assertThat(classifier.layer("block/inner").op()).isEqualTo("block/inner");
    }
  }

  @Test
  void nameOfAScopeIsItsLastOp() throws Exception {
    try (Classifier classifier =
        SketchedGraph.load(
            folder,
            (tf, input) -> {
              var first = tf.withName("block.first").nn.relu(input);
              return tf.withName("blocks").nn.relu(tf.withName("block.last").nn.relu(first));
            })) {
      assertThat(classifier.layer("block").op()).isEqualTo("block/last");
    }
  }

  @Test
  void weightsThatAreComputedAreNoLayers() throws Exception {
    try (Classifier classifier =
        SketchedGraph.load(
            folder,
            (tf, input) -> {
              var first = tf.withName("first").nn.relu(input);
              var stored = tf.withName("stored").zeros(tf.array(1, 1, 3, 5), TFloat16.class);
              Operand<TFloat32> kernel = tf.withName("kernel").dtypes.cast(stored, TFloat32.class);
              var steps = java.util.List.of(1L, 1L, 1L, 1L);
              return tf.withName("last").nn.conv2d(first, kernel, steps, "SAME");
            })) {
      assertThat(classifier.layers())
          .extracting(HeatmapLayer::name)
          .containsExactly("first", "last");
      assertThatThrownBy(() -> classifier.layer("kernel"))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("found 'kernel'");
    }
  }

  @Test
  void opBesideTheWayIsFoundByItsNameAndSaidToBeUnreachable() throws Exception {
    try (Classifier classifier =
        SketchedGraph.load(
            folder,
            (tf, input) -> {
              var shared = tf.withName("shared").nn.relu(input);
              tf.withName("aside").nn.relu(shared);
              return tf.withName("last").nn.relu(shared);
            })) {
      assertThat(classifier.layers())
          .extracting(HeatmapLayer::name)
          .containsExactly("shared", "last");
      assertThat(classifier.layer("aside").reachable()).isFalse();
      assertThat(classifier.layer("last").reachable()).isTrue();
    }
  }

  @Test
  void opOnTheWayThatIsNotListedIsReachable() throws Exception {
    try (Classifier classifier =
        SketchedGraph.load(
            folder,
            (tf, input) -> tf.withName("last").nn.relu(tf.withName("passed").identity(input)))) {
      assertThat(classifier.layers()).extracting(HeatmapLayer::name).containsExactly("last");
      assertThat(classifier.layer("passed").reachable()).isTrue();
    }
  }

  @Test
  void inputAndWhatComesBeforeItAreNoLayers() throws Exception {
    try (Classifier classifier =
        SketchedGraph.load(folder, (tf, input) -> tf.withName("last").nn.relu(input))) {
      for (String name : List.of("input", "normalization_1/Sub")) {
        assertThatThrownBy(() -> classifier.layer(name))
            .hasMessageContaining("Expected a layer of the model, found '" + name + "'");
      }
    }
  }

  @Test
  void opNamedOutputDoesNotHideTheOthers() throws Exception {
    try (Classifier classifier =
        SketchedGraph.load(
            folder,
            (tf, input) -> {
              var block = tf.withName("block.output").nn.relu(input);
              return tf.withName("last").nn.relu(block);
            })) {
      assertThat(classifier.layers())
          .extracting(HeatmapLayer::op)
          .containsExactly("block/output", "last");
    }
  }

  @Test
  void stagesComeInTheOrderOfTheirLastLayers() throws Exception {
    try (Classifier classifier =
        SketchedGraph.load(
            folder,
            (tf, input) -> {
              var large = tf.withName("large").nn.relu(input);
              var small = SketchedGraph.pooled(tf, "small", large);
              var again =
                  tf.image.resizeBilinear(small, tf.array(SketchedGraph.SIDE, SketchedGraph.SIDE));
              return tf.withName("again").nn.relu(again);
            })) {
      assertThat(classifier.layersNamed("stages"))
          .extracting(HeatmapLayer::name)
          .containsExactly("small", "again");
    }
  }

  @Test
  void networkWithoutPlacesHasNoLayer() throws Exception {
    try (Classifier classifier =
        SketchedGraph.whole(
            folder, (tf, input) -> tf.withName("scores").math.mean(input, tf.array(1, 2)))) {
      assertThat(classifier.layers()).isEmpty();
      assertThatThrownBy(() -> classifier.layer("auto"))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("Expected a layer with spatial extent");
    }
  }
}
