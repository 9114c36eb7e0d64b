package io.github.gradcam.model.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.kernel.Precision;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Networks of TensorFlow Lite against the same weights in other forms. */
class TfliteNetworksTest {

  private static final ModelDescription FROZEN =
      new ModelDescription(null, null, null, 0, "rgb:128,128,128,128,128,128", List.of());

  @Test
  void quantisedMobileNetAnswersAsItsWeightsInAFrozenGraph() {
    Random random = new Random(3);
    byte[] pixels = new byte[2 * 224 * 224 * 3];
    int value = 128;
    for (int i = 0; i < pixels.length; i++) {
      value = Math.max(0, Math.min(255, value + random.nextInt(41) - 20));
      pixels[i] = (byte) value;
    }
    try (Classifier lite = SharedModels.load("tflite/mobilenet_v2_1.0_224_quant.tflite");
        Classifier frozen = SharedModels.load("mobilenet_v2_100_224_f32.pb", FROZEN)) {
      float[][] expected = frozen.logits(pixels, 2);
      float[][] found = lite.logits(pixels, 2);
      for (int i = 0; i < 2; i++) {
        assertThat(OnnxRuns.error(expected[i], found[i])).isLessThan(1e-4);
      }
      assertThat(lite.layers()).extracting("name").contains("MobilenetV2/Conv_1/Relu6");
      assertThat(lite.card().inputSize()).isEqualTo(224);
    }
  }

  @Test
  void smallerMobileNetIsReadToo() {
    try (Classifier lite =
        new ModelSource(
                SharedModels.path("tflite/mobilenet_v1_0.25_128_quant.tflite"),
                ModelDescription.NONE)
            .load(Execution.of(Precision.FLOAT32))
            .classifier()) {
      assertThat(lite.labels()).hasSize(1001);
      assertThat(lite.layer("auto").height()).isEqualTo(4);
    }
  }
}
