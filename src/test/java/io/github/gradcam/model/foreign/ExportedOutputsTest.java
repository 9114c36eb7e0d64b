package io.github.gradcam.model.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.model.Classifier;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.SessionFunction;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;

/** A model that was read gives the numbers that its own signature gives when it is run plainly. */
class ExportedOutputsTest {

  private static final float RELATIVE = 1e-5f;

  @ParameterizedTest
  @CsvSource({
    "potato-keras2/saved_model, serving_default, 2, 256, 255",
    "teachable-machine/saved_model, serving_default, 2, 224, 1",
    "cifar10-resnet-tf1/saved_model, serving_default, 128, 32, 1",
    "cifar10-resnet-tf1/saved_model, predict, 128, 32, 1"
  })
  void probabilitiesAreThoseOfTheSignature(
      String name, String signature, int count, int size, float largest) {
    float[] pictures = pictures(count, size, largest);
    Shape shape = Shape.of(count, size, size, 3);
    float[] expected = signature(name, signature, pictures, shape);
    ModelDescription description =
        new ModelDescription(signature, null, null, 0, null, java.util.List.of());
    try (Classifier classifier = SharedModels.load(name, description)) {
      assertClose(run(classifier, classifier.probabilities(), pictures, shape), expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mobilenet_v2_100_224_f32.pb, input, MobilenetV2/Logits/Squeeze1, 224, 1",
    "squeezenet1_0_f32.pb, input, logits, 227, 128"
  })
  void logitsAreThoseOfTheFrozenGraph(
      String name, String input, String logits, int size, float largest) throws IOException {
    float[] pictures = pictures(2, size, largest);
    Shape shape = Shape.of(2, size, size, 3);
    float[] expected;
    try (Graph graph = new Graph()) {
      graph.importGraphDef(GraphDef.parseFrom(Files.readAllBytes(SharedModels.path(name))));
      try (Session session = new Session(graph);
          TFloat32 fed = SmoothImages.tensor(pictures, shape);
          Result result = session.runner().feed(input, fed).fetch(logits).run()) {
        expected = SmoothImages.values((TFloat32) result.get(0));
      }
    }
    try (Classifier classifier = SharedModels.load(name)) {
      assertClose(run(classifier, classifier.logits(), pictures, shape), expected);
    }
  }

  @ParameterizedTest
  @CsvSource({"serving_default", "serve"})
  void bothSignaturesOfANetworkWithAugmentationGiveTheSameEveryTime(String signature) {
    ModelDescription description =
        new ModelDescription(signature, null, null, 0, null, java.util.List.of());
    byte[] pixels = SmoothImages.pixels(1, 256);
    try (Classifier classifier = SharedModels.load("potato-keras3/saved_model", description);
        Classifier pointed = SharedModels.load("potato-keras3/model.keras")) {
      float[] logits = classifier.logits(pixels, 1)[0];
      assertThat(classifier.logits(pixels, 1)[0]).containsExactly(logits);
      assertClose(pointed.logits(pixels, 1)[0], logits);
    }
  }

  private static void assertClose(float[] actual, float[] expected) {
    float precision = RELATIVE * SmoothImages.peak(expected);
    assertThat(actual).containsExactly(expected, within(precision));
  }

  private static float[] run(
      Classifier classifier, Operand<?> output, float[] pictures, Shape shape) {
    try (TFloat32 input = SmoothImages.tensor(pictures, shape);
        Result result =
            classifier.session().runner().feed(classifier.input(), input).fetch(output).run()) {
      return SmoothImages.values((TFloat32) result.get(0));
    }
  }

  private static float[] signature(String name, String called, float[] pictures, Shape shape) {
    try (SavedModelBundle bundle =
            SavedModelBundle.load(SharedModels.path(name).toString(), "serve");
        TFloat32 input = SmoothImages.tensor(pictures, shape)) {
      SessionFunction function = bundle.function(called);
      String in = function.signature().inputNames().iterator().next();
      var outputs = function.signature().outputNames();
      String out = outputs.contains("probabilities") ? "probabilities" : outputs.iterator().next();
      try (Result result = function.call(Map.of(in, input))) {
        return SmoothImages.values((TFloat32) result.get(out).orElseThrow());
      }
    }
  }

  private static float[] pictures(int count, int size, float largest) {
    Random random = new Random(7);
    float[] values = new float[count * size * size * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = largest * random.nextFloat();
    }
    return values;
  }
}
