package io.github.gradcam.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.model.kernel.Precision;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From which activations several classes can be explained without the images. */
class SharedPassTest {

  @TempDir Path folder;

  private static String cut(Classifier classifier, String... layers) {
    List<HeatmapLayer> all = Arrays.stream(layers).map(classifier::layer).toList();
    return classifier.cut(all).op().name();
  }

  private Classifier chain() throws Exception {
    return SketchedGraph.load(
        folder,
        (tf, input) -> {
          var first = tf.withName("first").nn.relu(input);
          var second = tf.withName("second").nn.relu6(first);
          tf.withName("aside").math.neg(first);
          return tf.withName("third").nn.relu(second);
        });
  }

  /** start, then inner beside a shortcut, then sum. */
  private Classifier residual() throws Exception {
    return SketchedGraph.load(
        folder,
        (tf, input) -> {
          var start = tf.withName("start").nn.relu(input);
          var inner = tf.withName("inner").math.neg(start);
          var deeper = tf.withName("deeper").nn.relu(inner);
          var sum = tf.withName("sum").math.add(start, deeper);
          return tf.withName("end").nn.relu(sum);
        });
  }

  @Test
  void layerOfAChainIsAllThatIsNeeded() throws Exception {
    try (Classifier classifier = chain()) {
      assertThat(cut(classifier, "third")).isEqualTo("third");
      assertThat(cut(classifier, "second")).isEqualTo("second");
    }
  }

  @Test
  void ofTwoLayersOfAChainTheFirstIsNeeded() throws Exception {
    try (Classifier classifier = chain()) {
      assertThat(cut(classifier, "third", "first")).isEqualTo("first");
    }
  }

  @Test
  void layerAsideNeedsWhatItSharesWithTheLogits() throws Exception {
    try (Classifier classifier = chain()) {
      assertThat(cut(classifier, "aside")).isEqualTo("first");
      assertThat(cut(classifier, "aside", "third")).isEqualTo("first");
    }
  }

  @Test
  void layerBesideAShortcutNeedsTheBeginningOfTheBlock() throws Exception {
    try (Classifier classifier = residual()) {
      assertThat(cut(classifier, "inner")).isEqualTo("start");
      assertThat(cut(classifier, "deeper")).isEqualTo("start");
      assertThat(cut(classifier, "sum")).isEqualTo("sum");
      assertThat(cut(classifier, "end")).isEqualTo("end");
      assertThat(cut(classifier, "end", "deeper")).isEqualTo("start");
    }
  }

  @Test
  void shortcutFromTheInputNeedsTheInput() throws Exception {
    try (Classifier classifier =
        SketchedGraph.load(
            folder,
            (tf, input) -> {
              var inner = tf.withName("inner").nn.relu(input);
              return tf.withName("sum").math.add(input, inner);
            })) {
      assertThat(cut(classifier, "inner")).isEqualTo("input");
    }
  }

  @Test
  void lastLayerOfTheNetworkThatShipsIsItsOwnCut() {
    ModelCard card = ModelCard.unsaved("scenes", List.of("a", "b"), 48);
    try (Classifier classifier = Classifier.untrained(card, Precision.FLOAT32, 1)) {
      assertThat(cut(classifier, "re_lu_12")).isEqualTo("re_lu_12/output");
      assertThat(cut(classifier, "add_5")).isEqualTo("add_5/output");
      assertThat(cut(classifier, "batch_normalization_15")).isEqualTo("re_lu_10/output");
      assertThat(cut(classifier, "re_lu_12", "re_lu_4")).isEqualTo("re_lu_4/output");
    }
  }
}
