package io.github.gradcam.explain.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.model.SavedModelFolder;
import io.github.gradcam.model.kernel.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** The exported model, called as any server does: with TensorFlow's own loader only. */
class ModelExportTest {

  private static final int SIZE = 48;
  private static final ModelCard CARD =
      new ModelCard(
          "gradcam test",
          "scenes",
          List.of("buildings", "forest", "sea"),
          SIZE,
          0.5,
          "RGB 0..255",
          2_763_235,
          List.of("conv2d", "re_lu_12"),
          Map.of("seed", 7, "command", "gradcam train"),
          Map.of("validationAccuracy", 0.5),
          null);

  @TempDir static Path folder;
  private static Classifier classifier;
  private static Explainer explainer;
  private static SavedModelBundle bundle;

  @BeforeAll
  static void export() throws IOException {
    classifier = Classifier.untrained(CARD, Precision.FLOAT32, 7);
    explainer = new Explainer(classifier, classifier.layer("auto"), new GradCam());
    ModelExport.write(classifier, CARD, folder);
    bundle = SavedModelBundle.load(folder.toString(), "serve");
  }

  @AfterAll
  static void close() {
    bundle.close();
    classifier.close();
  }

  private static byte[] noise() {
    byte[] pixels = new byte[3 * SIZE * SIZE * 3];
    new Random(3).nextBytes(pixels);
    return pixels;
  }

  private static TUint8 images() {
    return TUint8.tensorOf(Shape.of(3, SIZE, SIZE, 3), DataBuffers.of(noise(), true, false));
  }

  private static float[] values(Result result, String name) {
    TFloat32 tensor = (TFloat32) result.get(name).orElseThrow();
    float[] values = new float[(int) tensor.size()];
    tensor.copyTo(DataBuffers.of(values, false, false));
    return values;
  }

  @Test
  void servingSignatureGivesLogitsAndProbabilities() {
    try (TUint8 images = images();
        Result result = bundle.function("serving_default").call(Map.of("images", images))) {
      float[] logits = values(result, "logits");
      float[] probabilities = values(result, "probabilities");
      float[][] expected = classifier.probabilities(noise(), 3);
      for (int i = 0; i < 3; i++) {
        double sum = 0;
        for (int c = 0; c < 3; c++) {
          sum += Math.exp(logits[3 * i + c]);
        }
        for (int c = 0; c < 3; c++) {
          float probability = probabilities[3 * i + c];
          assertThat(probability).isCloseTo(expected[i][c], within(1e-5f));
          assertThat(Math.exp(logits[3 * i + c]) / sum).isCloseTo(probability, within(1e-5));
        }
      }
    }
  }

  @Test
  void gradcamSignatureExplainsAsTheExplainerDoes() {
    int[] wanted = {Target.PREDICTED, 0, 2};
    List<Explanation> expected = explainer.explain(noise(), wanted);
    try (TUint8 images = images();
        TInt32 classIndex = TInt32.vectorOf(wanted);
        Result result =
            bundle
                .function("gradcam")
                .call(Map.<String, Tensor>of("images", images, "class_index", classIndex))) {
      TInt32 explained = (TInt32) result.get("class_index").orElseThrow();
      TFloat32 maps = (TFloat32) result.get("heatmaps").orElseThrow();
      assertThat(maps.shape()).isEqualTo(Shape.of(3, SIZE, SIZE));
      float[] heatmaps = values(result, "heatmaps");
      float[] probabilities = values(result, "probabilities");
      for (int i = 0; i < 3; i++) {
        Explanation explanation = expected.get(i);
        assertThat(explained.getInt(i)).isEqualTo(explanation.classIndex());
        assertThat(row(heatmaps, i, SIZE * SIZE))
            .containsExactly(explanation.heatmap().values(), within(1e-4f));
        assertThat(row(probabilities, i, 3))
            .containsExactly(explanation.probabilities(), within(1e-5f));
      }
      for (float value : heatmaps) {
        assertThat(value).isBetween(0f, 1f);
      }
    }
  }

  private static float[] row(float[] all, int index, int length) {
    return java.util.Arrays.copyOfRange(all, index * length, (index + 1) * length);
  }

  @Test
  void signaturesDeclareTheirArgumentsAndResults() {
    assertThat(bundle.function("serving_default").signature().inputNames())
        .containsExactly("images");
    assertThat(bundle.function("serving_default").signature().outputNames())
        .containsExactlyInAnyOrder("logits", "probabilities");
    assertThat(bundle.function("gradcam").signature().inputNames())
        .containsExactlyInAnyOrder("images", "class_index");
    assertThat(bundle.function("gradcam").signature().outputNames())
        .containsExactlyInAnyOrder("heatmaps", "class_index", "probabilities");
  }

  @Test
  void loadedModelCarriesItsCard() {
    try (Classifier loaded = new SavedModelFolder(folder).load(Precision.FLOAT32)) {
      assertThat(loaded.card()).isEqualTo(CARD);
    }
  }

  @Test
  void foldedModelAnswersAndExplainsTheSame(@TempDir Path other) throws IOException {
    int[] wanted = {Target.PREDICTED, 0, 2};
    List<Explanation> expected = explainer.explain(noise(), wanted);
    try (Classifier copy = new SavedModelFolder(folder).load(Precision.FLOAT32)) {
      ModelExport.writeFolded(copy, copy.layer("auto"), CARD, other);
    }
    try (Classifier folded = new SavedModelFolder(other).load(Precision.FLOAT32);
        Explainer again = new Explainer(folded, folded.layer("auto"), new GradCam())) {
      List<Explanation> found = again.explain(noise(), wanted);
      for (int i = 0; i < found.size(); i++) {
        assertThat(found.get(i).heatmap().values())
            .containsExactly(expected.get(i).heatmap().values(), within(1e-3f));
        assertThat(found.get(i).probabilities())
            .containsExactly(expected.get(i).probabilities(), within(1e-5f));
      }
      assertThat(folded.card().layers())
          .contains("batch_normalization", "re_lu_12")
          .doesNotContain("conv2d")
          .isEqualTo(folded.layers().stream().map(HeatmapLayer::name).toList());
    }
  }
}
