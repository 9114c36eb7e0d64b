package io.github.gradcam.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.GraphFile;
import io.github.gradcam.model.Normalization;
import io.github.gradcam.model.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Result;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Grad-CAM of SqueezeNet's frozen graph against maps made with PyTorch's autograd. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqueezeNetParityTest {

  private static final Path PARITY = Path.of("../shared/parity");
  private static final Path GRAPH = Path.of("../shared/models/squeezenet1_0_f32.pb");
  private static final int SIZE = 227;

  private Classifier classifier;
  private CamGraph ops;

  /** One picture and one class of the reference. */
  record Case(String image, String target, int classIndex) {
    Path file(String name) {
      return PARITY.resolve(image).resolve(target).resolve(name);
    }
  }

  @BeforeAll
  void load() {
    assumeTrue(
        Files.exists(GRAPH) && Files.exists(PARITY),
        "left out: comparison with PyTorch's maps, which needs ../shared/parity and ../shared/models");
    classifier =
        new GraphFile(
                GRAPH, "input", "logits", 0, Normalization.parse("bgr:104,117,123"), List.of())
            .load(Precision.FLOAT32);
    ops = CamGraph.add(classifier, classifier.layer("fire9/concat"), new GradCam(), "cam");
  }

  @AfterAll
  void close() {
    if (classifier != null) {
      classifier.close();
    }
  }

  static Stream<Case> cases() throws IOException {
    if (!Files.exists(PARITY)) {
      return Stream.of(new Case("none", "none", 0));
    }
    JsonNode index = new ObjectMapper().readTree(PARITY.resolve("index.json").toFile());
    List<Case> cases = new ArrayList<>();
    for (JsonNode image : index.get("images")) {
      for (JsonNode target : image.get("targets")) {
        cases.add(
            new Case(
                image.get("name").asText(),
                target.get("target").asText(),
                target.get("cls").asInt()));
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void mapsEqualThoseOfPyTorch(Case reference) {
    float[] pixels = Npy.read(PARITY.resolve(reference.image()).resolve("input.npy"));
    try (TFloat32 input =
            TFloat32.tensorOf(Shape.of(1, SIZE, SIZE, 3), DataBuffers.of(pixels, true, false));
        TInt32 target = TInt32.vectorOf(reference.classIndex());
        Result result =
            classifier
                .session()
                .runner()
                .feed("input", input)
                .feed(ops.classIndex, target)
                .fetch(ops.signed)
                .fetch(ops.layerMap)
                .fetch(ops.heatmaps)
                .fetch(classifier.logits())
                .run()) {
      float[] raw = Npy.read(reference.file("GradCAM.raw.npy"));
      assertThat(values(result, 0)).containsExactly(raw, within(2e-5f * peak(raw)));
      assertThat(values(result, 1))
          .containsExactly(Npy.read(reference.file("GradCAM.layer.npy")), within(2e-5f));
      assertThat(everySixth(values(result, 2)))
          .containsExactly(Npy.read(reference.file("GradCAM.final_s6.npy")), within(2e-5f));
      float[] logits = Npy.read(PARITY.resolve(reference.image()).resolve("logits.npy"));
      assertThat(values(result, 3)).containsExactly(logits, within(1e-5f * peak(logits)));
    }
  }

  private static float[] values(Result result, int index) {
    TFloat32 tensor = (TFloat32) result.get(index);
    float[] values = new float[(int) tensor.size()];
    tensor.copyTo(DataBuffers.of(values, false, false));
    return values;
  }

  private static float peak(float[] values) {
    float peak = 0;
    for (float value : values) {
      peak = Math.max(peak, Math.abs(value));
    }
    return peak;
  }

  private static float[] everySixth(float[] map) {
    int side = (SIZE + 5) / 6;
    float[] taken = new float[side * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        taken[y * side + x] = map[y * 6 * SIZE + x * 6];
      }
    }
    return taken;
  }
}
