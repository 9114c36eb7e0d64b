package io.github.gradcam.model.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gradcam.model.graph.FlatNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Torchvision's classifiers with random weights against ONNX Runtime; {@code
 * src/test/python/onnx/export_torchvision.py} makes them.
 */
@Tag("slow")
class TorchvisionNetworksTest {

  private static final Path FOLDER = Path.of("target", "onnx");

  /** Networks whose rounding grows with their depth and their softmaxes. */
  private static final Set<String> DEEP =
      Set.of("vit_b_16", "swin_t", "convnext_tiny", "efficientnet_v2_s");

  /** Those that move no values between input and logits. */
  private static final List<String> PLAIN =
      List.of(
          "alexnet",
          "convnext",
          "densenet",
          "efficientnet",
          "googlenet",
          "inception",
          "mnasnet",
          "mobilenet",
          "regnet",
          "resne",
          "squeezenet",
          "vgg");

  static Stream<String> networks() throws IOException {
    if (!Files.isDirectory(FOLDER)) {
      return Stream.of("none");
    }
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString().replace(".onnx", ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void logitsAreThoseOfOnnxRuntimeForEachImageOfABatch(String name) {
    Path file = FOLDER.resolve(name + ".onnx");
    assumeTrue(Files.exists(file), "needs networks of src/test/python/onnx/export_torchvision.py");
    int size = name.startsWith("inception") ? 299 : 224;
    FlatNetwork network = OnnxRuns.plain(file, 0);
    float[] images = OnnxRuns.images(2, size, 5);
    float[] both = OnnxRuns.answer(network, images, size);
    double error = 0;
    for (int i = 0; i < 2; i++) {
      float[] image =
          Arrays.copyOfRange(images, i * images.length / 2, (i + 1) * images.length / 2);
      float[] found = Arrays.copyOfRange(both, i * both.length / 2, (i + 1) * both.length / 2);
      float[] expected = OnnxRuntimeNetwork.answer(file, "logits", image, size);
      error = Math.max(error, OnnxRuns.error(expected, found));
    }
    assertThat(error).isLessThan(DEEP.contains(name.replace("-batch", "")) ? 1e-4 : 1e-5);
    if (PLAIN.stream().anyMatch(name::startsWith)) {
      assertThat(OnnxRuns.transposes(network.graph())).isEmpty();
    }
  }
}
