package io.github.gradcam.model.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.Shared;
import io.github.gradcam.model.graph.FlatNetwork;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.layer.WeightArray;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TFloat32;

/**
 * Files that other people saved, against SavedModels of the same networks and against Keras itself.
 */
class KerasFileTest {

  @Test
  void potatoesAnswerAsInKeras() {
    Path folder = folder("potato-keras2");
    FlatNetwork network = KerasFile.read(folder.resolve("potatoes.h5"));
    assertThat(network.origin()).isEqualTo("Keras 2.5.0 file");
    assertThat(network.layers())
        .hasSize(15)
        .containsEntry("conv2d_5/output", "conv2d_5")
        .containsEntry("dense_1/output", "dense_1");
    // Keras 3.15.1 on the same image; its third class is below 1e-18.
    float[] answer = NetworkAnswer.of(network, waves(256, 0, 1)).values();
    assertThat(answer[0]).isCloseTo(0.9966276f, within(1e-5f));
    assertThat(answer[1]).isCloseTo(0.003372311f, within(3e-8f));
  }

  @Test
  void teachableMachineAnswersAsItsSavedModel() {
    Path folder = folder("teachable-machine");
    FlatNetwork network = KerasFile.read(folder.resolve("keras_model.h5"));
    assertThat(network.layers())
        .containsValue("sequential_1/model1/Conv1")
        .containsValue("sequential_3/dense_Dense2");
    assertSame(network, folder.resolve("saved_model"), noise(224, -1, 1));
    assertSame(network, folder.resolve("saved_model"), waves(224, -1, 1));
  }

  @Test
  void fileThatOnlyPointsAtASavedModelSaysSo() {
    Path file = folder("potato-keras3").resolve("model.keras");
    assertThatThrownBy(() -> KerasFile.read(file))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("Layer 'tfsm_layer_1' (TFSMLayer)")
        .hasMessageContaining("only points at a SavedModel")
        .hasMessageContaining("give that folder instead");
  }

  private static Path folder(String name) {
    return Shared.path("models/" + name);
  }

  private static void assertSame(FlatNetwork network, Path savedModel, WeightArray pictures) {
    float[] expected = signature(savedModel, pictures);
    float[] found = NetworkAnswer.of(network, pictures).values();
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) found[i])
          .isCloseTo(expected[i], within(1e-5 * Math.max(1e-2, expected[i])));
    }
  }

  private static float[] signature(Path folder, WeightArray pictures) {
    try (SavedModelBundle bundle = SavedModelBundle.load(folder.toString(), "serve");
        TFloat32 input = NetworkAnswer.tensor(pictures)) {
      SignatureDef signature = bundle.metaGraphDef().getSignatureDefOrThrow("serving_default");
      String from = signature.getInputsMap().values().iterator().next().getName();
      String to = signature.getOutputsMap().values().iterator().next().getName();
      try (Result result = bundle.session().runner().feed(from, input).fetch(to).run()) {
        return NetworkAnswer.copy((TFloat32) result.get(0)).values();
      }
    }
  }

  private static WeightArray noise(int side, float least, float most) {
    Random random = new Random(7);
    float[] values = new float[2 * side * side * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = least + random.nextFloat() * (most - least);
    }
    return new WeightArray(Shape.of(2, side, side, 3), values);
  }

  /** A smooth image, as photographs are. */
  private static WeightArray waves(int side, float least, float most) {
    float[] values = new float[side * side * 3];
    for (int i = 0; i < values.length; i++) {
      double row = Math.floorDiv(i, side * 3) / (double) side;
      double column = Math.floorMod(Math.floorDiv(i, 3), side) / (double) side;
      double wave = Math.sin(9 * row + i % 3) * Math.cos(7 * column);
      values[i] = (float) (least + (wave + 1) / 2 * (most - least));
    }
    return new WeightArray(Shape.of(1, side, side, 3), values);
  }
}
