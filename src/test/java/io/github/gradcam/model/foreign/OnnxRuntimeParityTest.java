package io.github.gradcam.model.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.github.gradcam.Shared;
import io.github.gradcam.model.foreign.onnx.OnnxFiles;
import io.github.gradcam.model.graph.FlatNetwork;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks of other people against ONNX Runtime. */
class OnnxRuntimeParityTest {

  @TempDir Path folder;

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

  private static void bytes(TensorProto.Builder tensor, String name, int type, byte... values) {
    tensor.setName(name).setDataType(type).setRawData(ByteString.copyFrom(values));
  }

  private static void scale(TensorProto.Builder tensor, String name, float value) {
    tensor.setName(name).setDataType(1).addFloatData(value);
  }

  /** ONNX Runtime rounds each number to a step; nothing else may differ. */
  @Test
  void quantisedConvolutionIsThatOfOnnxRuntimeToHalfAStep() {
    Random random = new Random(9);
    byte[] kernel = new byte[4 * 27];
    random.nextBytes(kernel);
    float step = 0.125f;
    OnnxFiles sketch =
        new OnnxFiles(13)
            .input("image", 1, 3, 8, 8)
            .tensor(t -> scale(t, "fine", 0.0625f))
            .tensor(t -> bytes(t, "middle", 2, (byte) 128))
            .node("QuantizeLinear", "pixels", List.of("image", "fine", "middle"))
            .tensor(t -> bytes(t.addAllDims(List.of(4L, 3L, 3L, 3L)), "w", 3, kernel))
            .tensor(t -> scale(t, "small", 0.01f))
            .tensor(t -> bytes(t, "none", 3, (byte) 0))
            .tensor(t -> scale(t, "coarse", step))
            .tensor(t -> bytes(t, "low", 2, (byte) 100))
            .node(
                "QLinearConv",
                "conv",
                List.of("pixels", "fine", "middle", "w", "small", "none", "coarse", "low"),
                OnnxFiles.ints("pads", 1, 1, 1, 1))
            .node("DequantizeLinear", "maps", List.of("conv", "coarse", "low"))
            .node("Flatten", "scores", List.of("maps"))
            .output("scores", 1, 256);
    Path file = sketch.write(folder.resolve("net.onnx"));
    float[] image = new float[8 * 8 * 3];
    for (int i = 0; i < image.length; i++) {
      image[i] = 0.0625f * (random.nextInt(200) - 100);
    }
    float[] expected = OnnxRuntimeNetwork.answer(file, "scores", image, 8);
    float[] found = OnnxRuns.answer(OnnxRuns.plain(file, 0), image, 8);
    assertThat(found).containsExactly(expected, within(step / 2 + 1e-3f));
    assertThat(expected).as("cut to the range, and within it").contains(-100 * step, 155 * step);
    assertThat(Arrays.stream(boxed(expected)).distinct().count()).isGreaterThan(50);
  }

  private static Float[] boxed(float[] values) {
    Float[] boxed = new Float[values.length];
    for (int i = 0; i < values.length; i++) {
      boxed[i] = values[i];
    }
    return boxed;
  }
}
