package io.github.gradcam.model.foreign;

import static io.github.gradcam.model.foreign.onnx.OnnxFiles.integer;
import static io.github.gradcam.model.foreign.onnx.OnnxFiles.ints;
import static io.github.gradcam.model.foreign.onnx.OnnxFiles.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.model.foreign.onnx.OnnxFiles;
import io.github.gradcam.model.graph.FlatNetwork;
import io.github.gradcam.model.keras.NetworkAnswer;
import io.github.gradcam.model.layer.WeightArray;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

/** Gradients through operators of ONNX against differences of answers. */
class OnnxGradientsTest {

  private static final int SIZE = 8;
  private static final float STEP = 1e-2f;

  @TempDir Path folder;

  private static float[] random(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian() * 0.5f;
    }
    return values;
  }

  private static Arguments of(String name, UnaryOperator<OnnxFiles> nodes) {
    return Arguments.of(name, nodes);
  }

  /** Each takes "x", [N, 4, 8, 8], and gives "y". */
  static Stream<Arguments> operators() {
    return Stream.of(
        of(
            "strided convolution",
            net ->
                net.floats("k", new long[] {4, 4, 3, 3}, random(144, 1))
                    .node(
                        "Conv",
                        "y",
                        List.of("x", "k"),
                        ints("pads", 1, 1, 1, 1),
                        ints("strides", 2, 2))),
        of(
            "depthwise convolution",
            net ->
                net.floats("k", new long[] {4, 1, 3, 3}, random(36, 2))
                    .node(
                        "Conv",
                        "y",
                        List.of("x", "k"),
                        ints("pads", 1, 1, 1, 1),
                        integer("group", 4))),
        of(
            "convolution in groups",
            net ->
                net.floats("k", new long[] {4, 2, 3, 3}, random(72, 3))
                    .node(
                        "Conv",
                        "y",
                        List.of("x", "k"),
                        ints("pads", 1, 1, 1, 1),
                        integer("group", 2))),
        of(
            "dilated convolution",
            net ->
                net.floats("k", new long[] {4, 4, 3, 3}, random(144, 4))
                    .node(
                        "Conv",
                        "y",
                        List.of("x", "k"),
                        ints("pads", 2, 2, 2, 2),
                        ints("dilations", 2, 2))),
        of(
            "transposed convolution",
            net ->
                net.floats("k", new long[] {4, 3, 3, 3}, random(108, 5))
                    .node(
                        "ConvTranspose",
                        "y",
                        List.of("x", "k"),
                        ints("pads", 1, 1, 1, 1),
                        ints("strides", 2, 2),
                        ints("output_padding", 1, 1))),
        of(
            "mean of padded windows",
            net ->
                net.node(
                    "AveragePool",
                    "y",
                    List.of("x"),
                    ints("kernel_shape", 3, 3),
                    ints("strides", 2, 2),
                    ints("pads", 1, 1, 1, 1))),
        of(
            "largest of padded windows",
            net ->
                net.node(
                    "MaxPool",
                    "y",
                    List.of("x"),
                    ints("kernel_shape", 3, 3),
                    ints("strides", 2, 2),
                    ints("pads", 1, 1, 1, 1))),
        of(
            "cubic resizing",
            net ->
                net.floats("scales", new long[] {4}, 1, 1, 1.5f, 1.5f)
                    .node("Resize", "y", List.of("x", "", "scales"), word("mode", "cubic"))),
        of(
            "nearest resizing",
            net ->
                net.floats("scales", new long[] {4}, 1, 1, 2, 2)
                    .node(
                        "Resize",
                        "y",
                        List.of("x", "", "scales"),
                        word("mode", "nearest"),
                        word("coordinate_transformation_mode", "asymmetric"),
                        word("nearest_mode", "floor"))),
        of(
            "normalisation of layers behind a transpose",
            net ->
                net.node("Transpose", "t", List.of("x"), ints("perm", 0, 2, 3, 1))
                    .floats("g", new long[] {4}, 1, 2, 3, 4)
                    .node("LayerNormalization", "n", List.of("t", "g", "g"))
                    .node("Transpose", "y", List.of("n"), ints("perm", 0, 3, 1, 2))),
        of(
            "normalisation of groups",
            net ->
                net.floats("g", new long[] {4}, 1, 2, 3, 4)
                    .node("InstanceNormalization", "y", List.of("x", "g", "g"))),
        of("hard swish", net -> net.node("HardSwish", "y", List.of("x"))),
        of("power", net -> net.floats("p", new long[] {}, 2).node("Pow", "y", List.of("x", "p"))),
        of(
            "attention",
            net ->
                net.longs("rows", 0, 4, -1)
                    .node("Reshape", "r", List.of("x", "rows"))
                    .node("Transpose", "t", List.of("r"), ints("perm", 0, 2, 1))
                    .node("MatMul", "s", List.of("t", "r"))
                    .node("Softmax", "p", List.of("s"))
                    .node("MatMul", "a", List.of("p", "t"))
                    .longs("maps", 0, 8, 8, 4)
                    .node("Reshape", "m", List.of("a", "maps"))
                    .node("Transpose", "y", List.of("m"), ints("perm", 0, 3, 1, 2))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operators")
  void gradientIsTheSlopeOfTheAnswer(String name, UnaryOperator<OnnxFiles> nodes) {
    OnnxFiles sketch =
        new OnnxFiles(17)
            .input("image", 0, 3, SIZE, SIZE)
            .floats("w", new long[] {4, 3, 1, 1}, random(12, 6))
            .node("Conv", "x", List.of("image", "w"));
    sketch = nodes.apply(sketch);
    sketch
        .node("Tanh", "bent", List.of("y"))
        .node("ReduceMean", "scores", List.of("bent"), ints("axes", 2, 3), integer("keepdims", 0))
        .output("scores", 0, 4);
    FlatNetwork network = OnnxRuns.plain(sketch.write(folder.resolve("net.onnx")), 0);
    float[] image = random(3 * SIZE * SIZE, 7);
    float[] way = random(image.length, 8);
    WeightArray gradient = NetworkAnswer.gradient(network, array(image, way, 0));
    double slope = 0;
    for (int i = 0; i < way.length; i++) {
      slope += (double) gradient.values()[i] * way[i];
    }
    double difference =
        (sum(network, array(image, way, STEP)) - sum(network, array(image, way, -STEP)))
            / (2 * STEP);
    assertThat(slope).isCloseTo(difference, within(2e-2 * Math.abs(difference) + 2e-3));
  }

  private static double sum(FlatNetwork network, WeightArray image) {
    double sum = 0;
    for (float value : NetworkAnswer.of(network, image).values()) {
      sum += value;
    }
    return sum;
  }

  private static WeightArray array(float[] image, float[] way, float step) {
    float[] moved = new float[image.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = image[i] + step * way[i];
    }
    return new WeightArray(Shape.of(1, SIZE, SIZE, 3), moved);
  }
}
