package io.github.gradcam.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.foreign.FrozenGraphs;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.kernel.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Result;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

class FrozenGraphTest {

  /** One pixel: red 10, green 20, blue 30. */
  private static final byte[] PIXEL = {10, 20, 30};

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void writeGraph() throws IOException {
    file = PlainGraph.write(folder, 1);
  }

  private float[] logits(Normalization normalization) {
    try (Classifier classifier = PlainGraph.described(file, normalization).load(Precision.FLOAT32);
        TUint8 images = classifier.images(PIXEL, 1);
        Result result =
            classifier
                .session()
                .runner()
                .feed(classifier.images(), images)
                .fetch(classifier.logits())
                .run()) {
      TFloat32 row = (TFloat32) result.get(0);
      return new float[] {row.getFloat(0, 0), row.getFloat(0, 1), row.getFloat(0, 2)};
    }
  }

  @Test
  void pixelsPassUnchangedWithoutNormalization() {
    assertThat(logits(Normalization.NONE)).containsExactly(10, 20, 30);
  }

  @Test
  void meanIsTakenAwayBeforeDividing() {
    // (10 - 4) / 2, (20 - 5) / 3, (30 - 6) / 4
    assertThat(logits(Normalization.parse("rgb:4,5,6,2,3,4")))
        .containsExactly(new float[] {3, 5, 6}, within(1e-5f));
  }

  @Test
  void bgrMeansFollowTheOrderOfTheChannels() {
    // blue 30 - 1, green 20 - 2, red 10 - 3
    assertThat(logits(Normalization.parse("bgr:1,2,3"))).containsExactly(29, 18, 7);
  }

  @Test
  void classesAreNumberedWhereLabelsAreAbsent() {
    try (Classifier classifier =
        PlainGraph.described(file, Normalization.NONE).load(Precision.FLOAT32)) {
      assertThat(classifier.labels()).containsExactly("class 0", "class 1", "class 2");
      assertThat(classifier.card().inputSize()).isEqualTo(1);
    }
  }

  @Test
  void probabilitiesAreTheSoftmaxOfTheLogits() {
    try (Classifier classifier =
        PlainGraph.described(file, Normalization.parse("rgb:9,19,29")).load(Precision.FLOAT32)) {
      assertThat(classifier.probabilities(PIXEL, 1)[0])
          .containsExactly(new float[] {1 / 3f, 1 / 3f, 1 / 3f}, within(1e-6f));
    }
  }

  @Test
  void pixelsOfAnotherSizeAreRefused() {
    try (Classifier classifier =
        PlainGraph.described(file, Normalization.NONE).load(Precision.FLOAT32)) {
      assertThatThrownBy(() -> classifier.probabilities(new byte[4], 1))
          .hasMessageContaining("Expected 3 bytes")
          .hasMessageContaining("found 4");
    }
  }

  @Test
  void missingFileIsNamed() {
    assertRefused(folder.resolve("none.pb"), null, "scores", 0, List.of())
        .hasMessageContaining("Expected a model at")
        .hasMessageContaining("none.pb, found nothing");
  }

  @Test
  void textIsNoGraph() throws IOException {
    Path text = Files.writeString(folder.resolve("text.pb"), "not a graph at all");
    assertRefused(text, null, "scores", 0, List.of())
        .hasMessageContaining(
            "Expected a SavedModel folder, a frozen GraphDef (.pb), or a file of Keras (.keras, .h5), ONNX (.onnx) or TensorFlow Lite (.tflite) in "
                + text);
  }

  @Test
  void emptyFileHasNoInput() throws IOException {
    Path empty = Files.write(folder.resolve("empty.pb"), new byte[0]);
    assertRefused(empty, null, "scores", 0, List.of())
        .hasMessageContaining("Expected a model in " + empty + ", found none");
  }

  @Test
  void unknownLogitsSuggestTheNearest() {
    assertRefused(file, null, "score", 0, List.of())
        .hasMessageContaining("Expected an op 'score' for --logits")
        .hasMessageContaining("nearest: scores");
  }

  @Test
  void logitsWithPlacesAreRefused() throws IOException {
    Path wide = PlainGraph.write(Files.createDirectory(folder.resolve("wide")), 4);
    assertRefused(wide, null, "features", 0, List.of())
        .hasMessageContaining("Expected a number for each class [N, classes] from 'features'");
  }

  @Test
  void wrongNumberOfLabelsIsRefused() {
    assertRefused(file, null, "scores", 0, List.of("cat", "dog"))
        .hasMessageContaining("Expected 3 labels, one for each class of the model, found 2");
  }

  @Test
  void unknownInputListsThePlaceholders() {
    assertRefused(file, "data", "scores", 0, List.of())
        .hasMessageContaining("Expected an op 'data' for --input")
        .hasMessageContaining("nearest: input");
  }

  @Test
  void unknownSizeAsksForTheOption() throws IOException {
    Path open = PlainGraph.write(folder, -1);
    assertRefused(open, null, "scores", 0, List.of()).hasMessageContaining("give --input-size");
    try (Classifier classifier =
        FrozenGraphs.load(open, null, "scores", 1, Normalization.NONE, List.of())) {
      assertThat(classifier.probabilities(PIXEL, 1)[0]).hasSize(3);
    }
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertRefused(
      Path graph, String input, String logits, int size, List<String> labels) {
    return assertThatThrownBy(
            () -> FrozenGraphs.load(graph, input, logits, size, Normalization.NONE, labels).close())
        .isInstanceOf(ModelException.class);
  }
}
