package io.github.gradcam.model.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.Shared;
import io.github.gradcam.model.graph.FlatNetwork;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks of other people against ONNX Runtime. */
class OnnxRuntimeParityTest {

  @ParameterizedTest
  @CsvSource({"squeezenet1_0.onnx, scores, 227", "resnet20-cifar10.onnx, logits, 32"})
  void logitsAreThoseOfOnnxRuntime(String name, String output, int size) {
    Path file = Shared.path("models/onnx/" + name);
    FlatNetwork network = OnnxRuns.plain(file, 0);
    float[] images = OnnxRuns.images(2, size, 5);
    float[] both = OnnxRuns.answer(network, images, size);
    for (int i = 0; i < 2; i++) {
      float[] image =
          Arrays.copyOfRange(images, i * images.length / 2, (i + 1) * images.length / 2);
      float[] found = Arrays.copyOfRange(both, i * both.length / 2, (i + 1) * both.length / 2);
      float[] expected = OnnxRuntimeNetwork.answer(file, output, image, size);
      assertThat(OnnxRuns.error(expected, found)).as(name).isLessThan(1e-5);
    }
    assertThat(OnnxRuns.transposes(network.graph())).isEmpty();
  }
}
