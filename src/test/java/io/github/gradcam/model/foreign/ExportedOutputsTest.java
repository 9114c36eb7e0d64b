package io.github.gradcam.model.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.model.Classifier;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** A model that was read gives the numbers that its own signature gives when it is run plainly. */
class ExportedOutputsTest {

  private static final float RELATIVE = 1e-5f;

  @ParameterizedTest
  @CsvSource({
    "potato-keras2/saved_model, 2, 256, 255",
    "teachable-machine/saved_model, 2, 224, 1",
    "cifar10-resnet-tf1/saved_model, 128, 32, 1"
  })
  void probabilitiesAreThoseOfTheSignature(String name, int count, int size, float largest) {
    float[] pictures = pictures(count, size, largest);
    float[] expected = signature(name, pictures, Shape.of(count, size, size, 3));
    float[] actual;
    try (Classifier classifier = SharedModels.load(name);
        TFloat32 input = tensor(pictures, Shape.of(count, size, size, 3))) {
      actual = run(classifier, classifier.probabilities(), input);
    }
    float peak = 0;
    for (float value : expected) {
      peak = Math.max(peak, value);
    }
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i])
          .isCloseTo(expected[i], org.assertj.core.data.Offset.offset(RELATIVE * peak));
    }
  }

  private static float[] run(Classifier classifier, Operand<?> output, TFloat32 input) {
    try (Result result =
        classifier.session().runner().feed(classifier.input(), input).fetch(output).run()) {
      return values((TFloat32) result.get(0));
    }
  }

  private static float[] signature(String name, float[] pictures, Shape shape) {
    try (SavedModelBundle bundle =
            SavedModelBundle.load(SharedModels.path(name).toString(), "serve");
        TFloat32 input = tensor(pictures, shape)) {
      var signature = bundle.function("serving_default").signature();
      String in = signature.inputNames().iterator().next();
      try (Result result = bundle.function("serving_default").call(java.util.Map.of(in, input))) {
        return values(
            (TFloat32)
                result
                    .get(
                        signature.outputNames().contains("probabilities")
                            ? "probabilities"
                            : signature.outputNames().iterator().next())
                    .orElseThrow());
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

  private static TFloat32 tensor(float[] values, Shape shape) {
    return TFloat32.tensorOf(shape, DataBuffers.of(values, true, false));
  }

  private static float[] values(TFloat32 tensor) {
    float[] values = new float[(int) tensor.size()];
    tensor.copyTo(DataBuffers.of(values, false, false));
    return values;
  }
}
