package io.github.gradcam.model.trunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.model.Predictor;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.model.layer.TrainableNetwork;
import io.github.gradcam.model.layer.WeightArray;
import io.github.gradcam.train.TinyBackbone;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

class TrunkTest {

  private static final int CLASSES = 3;

  @TempDir static Path folder;
  private static Classifier network;
  private static Trunk trunk;

  @BeforeAll
  static void load() throws IOException {
    network = TinyBackbone.load(TinyBackbone.write(folder.resolve("tiny.pb"), 1));
    trunk = new Trunk(network, network.layer("auto"));
  }

  @AfterAll
  static void close() {
    trunk.close();
    trunk.close();
    network.close();
  }

  private static byte[] pictures(int count) {
    byte[] pixels = new byte[count * TinyBackbone.SIDE * TinyBackbone.SIDE * 3];
    new Random(3).nextBytes(pixels);
    return pixels;
  }

  /** A head whose logits are the first means. */
  private static Map<String, WeightArray> head() {
    float[] kernel = new float[6 * CLASSES];
    for (int i = 0; i < CLASSES; i++) {
      kernel[i * CLASSES + i] = 1;
    }
    return Map.of(
        "head_dense/kernel", new WeightArray(Shape.of(6, CLASSES), kernel),
        "head_dense/bias", new WeightArray(Shape.of(CLASSES), new float[CLASSES]));
  }

  private static Tail after(String layer) {
    return trunk.after(network.layer(layer));
  }

  @Test
  void headStandsOnTheMeansOfTheLastLayerWithPlaces() {
    assertThat(trunk.layer().name()).isEqualTo("late");
    Cut cut = trunk.head().cut();
    assertThat(cut.shape()).isEqualTo(Shape.of(6));
    assertThat(cut.type()).isEqualTo(DataType.DT_FLOAT);
    assertThat(cut.bytes()).isEqualTo(24);
  }

  @Test
  void tailBeginsAtTheLayerThroughWhichAllGoes() {
    Cut cut = after("early").cut();
    assertThat(cut).isEqualTo(new Cut("early", DataType.DT_BFLOAT16, Shape.of(8, 8, 6)));
    assertThat(cut.bytes()).isEqualTo(8 * 8 * 6 * 2);
  }

  @Test
  void tailOfALayerInsideABlockBeginsBeforeTheBlock() {
    Tail tail = after("inside");
    assertThat(tail.cut().op()).isEqualTo("early");
    try (Graph graph = new Graph()) {
      assertThat(tail.trainable(graph, CLASSES, 0, Map.of(), 1).variables())
          .containsOnlyKeys("last_kernel", "own_bias", "head_dense/kernel", "head_dense/bias");
    }
  }

  @Test
  void weightsThatFrozenLayersShareDoNotLearn() {
    try (Graph graph = new Graph()) {
      TrainableNetwork learning = after("early").trainable(graph, CLASSES, 0, Map.of(), 1);
      assertThat(learning.variables())
          .containsKeys("block_kernel", "last_kernel", "own_bias")
          .doesNotContainKey("bias");
      assertThat(learning.kernels()).hasSize(3);
    }
  }

  @Test
  void tailFedWithTheCutAnswersAsTheWholeNetwork() {
    byte[] pixels = pictures(2);
    ModelCard card = ModelCard.unsaved("tiny", List.of("a", "b", "c"), TinyBackbone.SIDE);
    float[][] expected;
    try (Classifier whole = trunk.withHead(head(), card)) {
      expected = whole.logits(pixels, 2);
      assertThat(whole.layer("auto").name()).isEqualTo("late");
      assertThat(whole.linearFrom(whole.layer("auto"))).isTrue();
    }
    assertThat(expected[0]).isNotEqualTo(expected[1]);
    assertAnswers(trunk.head(), pixels, expected, 1e-6f);
    assertAnswers(after("early"), pixels, expected, 0.02f); // 8 bits of the activations are kept
    assertAnswers(after("inside"), pixels, expected, 0.02f);
    assertAnswers(after("first"), pixels, expected, 0.02f);
  }

  private static void assertAnswers(Tail tail, byte[] pixels, float[][] expected, float error) {
    byte[] kept = new CutReader(trunk, List.of(tail.cut())).read(pixels, 2);
    try (Predictor frozen = tail.frozen(head(), CLASSES, Precision.FLOAT32)) {
      float[][] found = frozen.logits(kept, 2);
      for (int i = 0; i < 2; i++) {
        assertThat(found[i]).containsExactly(expected[i], within(error));
      }
    }
  }

  @Test
  void valuesOfSeveralCutsFollowEachOtherForEachImage() {
    Cut means = trunk.head().cut();
    Cut early = after("early").cut();
    byte[] pixels = pictures(2);
    byte[] both = new CutReader(trunk, List.of(means, early)).read(pixels, 2);
    byte[] first = new CutReader(trunk, List.of(means)).read(pixels, 2);
    byte[] second = new CutReader(trunk, List.of(early)).read(pixels, 2);
    assertThat(both).hasSize(first.length + second.length);
    int record = means.bytes() + early.bytes();
    for (int i = 0; i < 2; i++) {
      assertThat(java.util.Arrays.copyOfRange(both, i * record, i * record + means.bytes()))
          .isEqualTo(java.util.Arrays.copyOfRange(first, i * 24, i * 24 + 24));
      assertThat(both[i * record + means.bytes()]).isEqualTo(second[i * early.bytes()]);
    }
  }

  @Test
  void layersThatLeaveNothingToLearnAreRefused() {
    assertThatThrownBy(() -> after("late"))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "Expected weights between 'late' and 'late', found none; freeze until an earlier layer");
    try (Trunk early = new Trunk(network, network.layer("early"))) {
      assertThatThrownBy(() -> early.after(network.layer("inside")))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("Expected a layer on the way to early, found 'inside'");
    }
  }
}
