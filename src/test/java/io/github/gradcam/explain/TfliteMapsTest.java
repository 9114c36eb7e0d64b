package io.github.gradcam.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.Shared;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.explain.method.GradCamPlusPlus;
import io.github.gradcam.explain.method.HiResCam;
import io.github.gradcam.explain.method.ReciproCam;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.image.Resize;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.foreign.FrozenGraphs;
import io.github.gradcam.model.layer.Normalization;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Maps of a TensorFlow Lite file against those of the frozen graph with the same weights. */
class TfliteMapsTest {

  private static final String LAYER = "MobilenetV2/Conv_1/Relu6";

  private static Classifier load(String file) {
    Normalization pixels = Normalization.parse("rgb:128,128,128,128,128,128");
    return FrozenGraphs.load(Shared.path("models/" + file), null, null, 0, pixels, List.of());
  }

  private static List<Explanation> explained(Classifier classifier, byte[] pixels) {
    ExplanationPlan plan =
        ExplanationPlan.of(
            List.of(
                new GradCam(),
                new HiResCam(),
                new GradCamPlusPlus(Convention.PYTORCH_GRAD_CAM),
                new ReciproCam()),
            List.of(classifier.layer(LAYER)));
    try (Explainer explainer = new Explainer(classifier, plan)) {
      return explainer.explain(pixels, 1, new ClassSelection.Top(2)).get(0);
    }
  }

  @Test
  void mapsOfMobileNetAreThoseOfItsFrozenGraph() throws Exception {
    Path photos = Shared.path("models/photos");
    try (Classifier lite = load("tflite/mobilenet_v2_1.0_224_quant.tflite");
        Classifier frozen = load("mobilenet_v2_100_224_f32.pb")) {
      int size = lite.card().inputSize();
      for (String photo : List.of("cat_720p.jpg", "pets.jpg", "hot_dog.jpg")) {
        byte[] pixels =
            Resize.bilinear(ImageFiles.read(photos.resolve(photo)), size, size).pixels();
        List<Explanation> expected = explained(frozen, pixels);
        List<Explanation> found = explained(lite, pixels);
        assertThat(found).hasSize(8);
        for (int i = 0; i < found.size(); i++) {
          assertThat(found.get(i).target()).isEqualTo(expected.get(i).target());
          assertThat(
                  MapError.of(found.get(i).signed().values(), expected.get(i).signed().values(), 1))
              .as("%s, %s: off in parts of the peak", photo, found.get(i).method())
              .isLessThan(1e-4);
        }
      }
    }
  }
}
