package io.github.gradcam.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradcam.Shared;
import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.explain.method.EigenCam;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.explain.method.HiResCam;
import io.github.gradcam.explain.method.LayerCam;
import io.github.gradcam.explain.method.ReciproCam;
import io.github.gradcam.explain.method.XGradCam;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import io.github.gradcam.model.foreign.FrozenGraphs;
import io.github.gradcam.model.foreign.onnx.OnnxFiles;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.layer.Normalization;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Class activation maps of SqueezeNet's ONNX file against maps made with PyTorch's autograd. */
class OnnxMapsTest {

  @TempDir Path folder;

  private static final String LAYER = "/features/features.12/Concat";

  private static final Map<String, CamMethod> METHODS =
      Map.of(
          "GradCAM", new GradCam(),
          "HiResCAM", new HiResCam(),
          "XGradCAM", new XGradCam(),
          "LayerCAM", new LayerCam(),
          "EigenCAM", new EigenCam(Convention.PYTORCH_GRAD_CAM));

  @Test
  void rawMapsAreThoseOfPyTorchToTwoInAHundredThousand() throws IOException {
    Path parity = Shared.path("parity");
    Path file = Shared.path("models/onnx/squeezenet1_0.onnx");
    List<String> names = METHODS.keySet().stream().sorted().toList();
    try (Classifier classifier =
        FrozenGraphs.load(file, null, null, 0, Normalization.parse("bgr:104,117,123"), List.of())) {
      List<CamMethod> methods = new ArrayList<>();
      names.forEach(name -> methods.add(METHODS.get(name)));
      Explainer explainer =
          new Explainer(classifier, ExplanationPlan.of(methods, List.of(classifier.layer(LAYER))));
      JsonNode index = new ObjectMapper().readTree(parity.resolve("index.json").toFile());
      for (JsonNode image : index.get("images")) {
        Path folder = parity.resolve(image.get("name").asText());
        float[] input = Npy.read(folder.resolve("input.npy"));
        for (JsonNode target : image.get("targets")) {
          ClassSelection asked = ClassSelection.ofIndex(target.get("cls").asInt());
          List<Explanation> found = explainer.explainInputs(input, List.of(asked)).get(0);
          for (int i = 0; i < names.size(); i++) {
            Path raw =
                folder.resolve(target.get("target").asText()).resolve(names.get(i) + ".raw.npy");
            float[] expected = Npy.read(raw);
            SignedMap signed = found.get(i).signed();
            assertThat(signed.values())
                .as(raw.toString())
                .containsExactly(expected, within(2e-5f * peak(expected)));
          }
        }
      }
    }
  }

  /** Rounding has no gradient; the maps' sums over the places are rounded here. */
  @Test
  void layerBeforeAnOpWithoutGradientIsExplainedByReciproCamAlone() {
    Path file =
        new OnnxFiles(13)
            .input("image", 0, 3, 4, 4)
            .floats("w", new long[] {2, 3, 1, 1}, 16, 0, 0, 0, 16, 0)
            .node("Conv", "conv", List.of("image", "w"))
            .node("Round", "whole", List.of("conv"))
            .node(
                "ReduceSum", "scores", List.of("whole", "places"), OnnxFiles.integer("keepdims", 0))
            .longs("places", 2, 3)
            .output("scores", 0, 2)
            .write(folder.resolve("rounding.onnx"));
    byte[] pixels = new byte[4 * 4 * 3];
    pixels[0] = 10; // red, first place
    try (Classifier classifier =
        FrozenGraphs.load(file, null, null, 0, Normalization.NONE, List.of())) {
      HeatmapLayer layer = classifier.layer("conv");
      assertThatThrownBy(() -> new Explainer(classifier, layer, new GradCam()))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("TensorFlow has none for the op")
          .hasMessageContaining("(Rint)")
          .hasMessageEndingWith("without gradients: --method recipro-cam");
      try (Explainer explainer = new Explainer(classifier, layer, new ReciproCam())) {
        // 160 / 16 through the window: 4 at the place, 2 beside it, 1 across
        assertThat(explainer.explain(pixels, 0).get(0).signed().values())
            .containsExactly(40, 20, 0, 0, 20, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
      }
    }
  }

  private static float peak(float[] values) {
    float peak = 0;
    for (float value : values) {
      peak = Math.max(peak, Math.abs(value));
    }
    return peak;
  }
}
