package io.github.gradcam.model.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.model.foreign.tflite.TfliteFiles;
import io.github.gradcam.model.foreign.tflite.TfliteReader;
import io.github.gradcam.model.graph.FlatNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.ToIntBiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Operators of floats against TensorFlow Lite itself. */
class TfliteRuntimeParityTest {

  private static final int SIZE = 9;
  private static final int CHANNELS = 3;

  private static final byte SAME = 0;
  private static final byte VALID = 1;
  private static final byte NONE = 0;
  private static final byte RELU = 1;
  private static final byte RELU6 = 3;

  /** Differences over the largest value. */
  private static final double EXACT = 2e-6;

  @TempDir Path folder;

  /** Adds an operator that takes the images, and says which tensor it gives. */
  private interface Sketch extends ToIntBiFunction<TfliteFiles, Integer> {}

  private static float[] random(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static int weights(TfliteFiles lite, String name, long seed, int... shape) {
    int count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    return lite.constant(name, shape, random(count, seed));
  }

  private static Arguments op(String name, Sketch sketch) {
    return Arguments.of(name, sketch);
  }

  /** One that takes the images alone and gives as many values. */
  private static Arguments pointwise(String name, int code, int kind, Object... options) {
    return op(
        name,
        (lite, images) -> {
          int out = lite.floats("out", 1, SIZE, SIZE, CHANNELS);
          lite.op(code, kind, new int[] {images}, new int[] {out}, options);
          return out;
        });
  }

  private static Arguments binary(String name, int code, int kind, Object... options) {
    return op(
        name,
        (lite, images) -> {
          int other = weights(lite, "other", 5, 1, 1, 1, CHANNELS);
          int out = lite.floats("out", 1, SIZE, SIZE, CHANNELS);
          lite.op(code, kind, new int[] {images, other}, new int[] {out}, options);
          return out;
        });
  }

  private static Arguments convolution(
      String name, byte padding, int stride, int dilation, byte activation, int side) {
    return op(
        name,
        (lite, images) -> {
          int kernel = weights(lite, "kernel", 1, 4, 3, 3, CHANNELS);
          int bias = weights(lite, "bias", 2, 4);
          int out = lite.floats("out", 1, side, side, 4);
          int[] in = {images, kernel, bias};
          lite.op(
              3, 1, in, new int[] {out}, padding, stride, stride, activation, dilation, dilation);
          return out;
        });
  }

  private static Arguments depthwise(String name, byte padding, int stride, int side) {
    return op(
        name,
        (lite, images) -> {
          int kernel = weights(lite, "kernel", 1, 1, 3, 3, 2 * CHANNELS);
          int bias = weights(lite, "bias", 2, 2 * CHANNELS);
          int out = lite.floats("out", 1, side, side, 2 * CHANNELS);
          int[] in = {images, kernel, bias};
          lite.op(4, 2, in, new int[] {out}, padding, stride, stride, 2, RELU6, 1, 1);
          return out;
        });
  }

  private static Arguments pool(String name, int code, byte padding, int side) {
    return op(
        name,
        (lite, images) -> {
          int out = lite.floats("out", 1, side, side, CHANNELS);
          lite.op(code, 5, new int[] {images}, new int[] {out}, padding, 2, 2, 3, 3, NONE);
          return out;
        });
  }

  /** One that takes the images and whole numbers. */
  private static Arguments numbered(
      String name, int code, int kind, int[] numbers, int[] shape, Object... options) {
    return op(
        name,
        (lite, images) -> {
          int said = lite.constant("said", numbers);
          int out = lite.floats("out", shape);
          lite.op(code, kind, new int[] {images, said}, new int[] {out}, options);
          return out;
        });
  }

  private static Arguments padded(String name, int code, int kind, Object... options) {
    return op(
        name,
        (lite, images) -> {
          int pads = lite.numbers("pads", new int[] {4, 2}, 0, 0, 1, 2, 0, 1, 0, 0);
          int out = lite.floats("out", 1, SIZE + 3, SIZE + 1, CHANNELS);
          lite.op(code, kind, new int[] {images, pads}, new int[] {out}, options);
          return out;
        });
  }

  static Stream<Arguments> operators() {
    return Stream.of(
        convolution("convolution", SAME, 1, 1, NONE, 9),
        convolution("strided convolution with a ReLU", SAME, 2, 1, RELU, 5),
        convolution("convolution without margins", VALID, 2, 1, RELU6, 4),
        convolution("dilated convolution", SAME, 1, 2, NONE, 9),
        depthwise("depthwise convolution, two filters a channel", SAME, 1, 9),
        depthwise("strided depthwise convolution", VALID, 2, 4),
        pool("mean of windows", 1, SAME, 5),
        pool("mean of whole windows", 1, VALID, 4),
        pool("largest of windows", 17, SAME, 5),
        op(
            "transposed convolution",
            (lite, images) -> {
              int shape = lite.constant("shape", 1, 2 * SIZE, 2 * SIZE, 4);
              int kernel = weights(lite, "kernel", 1, 4, 3, 3, CHANNELS);
              int out = lite.floats("out", 1, 2 * SIZE, 2 * SIZE, 4);
              lite.op(67, 49, new int[] {shape, kernel, images}, new int[] {out}, SAME, 2, 2, NONE);
              return out;
            }),
        op(
            "dense layer",
            (lite, images) -> {
              int kernel = weights(lite, "kernel", 1, 5, SIZE * SIZE * CHANNELS);
              int bias = weights(lite, "bias", 2, 5);
              int out = lite.floats("out", 1, 5);
              lite.op(9, 8, new int[] {images, kernel, bias}, new int[] {out}, RELU);
              return out;
            }),
        op(
            "joined channels",
            (lite, images) -> {
              int half = lite.floats("half", 1, SIZE, SIZE, CHANNELS);
              lite.op(14, 0, new int[] {images}, new int[] {half});
              int out = lite.floats("out", 1, SIZE, SIZE, 2 * CHANNELS);
              lite.op(2, 10, new int[] {half, images}, new int[] {out}, -1, NONE);
              return out;
            }),
        op(
            "stacked values",
            (lite, images) -> {
              int out = lite.floats("out", 1, SIZE, SIZE, 2, CHANNELS);
              lite.op(83, 59, new int[] {images, images}, new int[] {out}, 2, 3);
              return out;
            }),
        op(
            "parts of channels",
            (lite, images) -> {
              int axis = lite.scalar("axis", 3);
              int[] parts = new int[CHANNELS];
              for (int i = 0; i < parts.length; i++) {
                parts[i] = lite.floats("part" + i, 1, SIZE, SIZE, 1);
              }
              lite.op(49, 35, new int[] {axis, images}, parts, CHANNELS);
              int out = lite.floats("out", 1, SIZE, SIZE, 1);
              lite.op(41, 28, new int[] {parts[0], parts[2]}, new int[] {out}, NONE);
              return out;
            }),
        op(
            "cast to whole numbers and back",
            (lite, images) -> {
              int whole = lite.wholes("whole", 1, SIZE, SIZE, CHANNELS);
              lite.op(53, 37, new int[] {images}, new int[] {whole}, (byte) 0, (byte) 2);
              int out = lite.floats("out", 1, SIZE, SIZE, CHANNELS);
              lite.op(53, 37, new int[] {whole}, new int[] {out}, (byte) 2, (byte) 0);
              return out;
            }),
        op(
            "product of matrices",
            (lite, images) -> {
              int other = weights(lite, "other", 1, 1, SIZE, 4, CHANNELS);
              int out = lite.floats("out", 1, SIZE, SIZE, 4);
              lite.op(126, 101, new int[] {images, other}, new int[] {out}, false, true);
              return out;
            }),
        op(
            "ReLU with a slope for each channel",
            (lite, images) -> {
              int slopes = weights(lite, "slopes", 1, 1, 1, CHANNELS);
              int out = lite.floats("out", 1, SIZE, SIZE, CHANNELS);
              lite.op(54, 0, new int[] {images, slopes}, new int[] {out});
              return out;
            }),
        binary("sum", 0, 11, NONE),
        binary("sum with a ReLU", 0, 11, RELU),
        binary("difference", 41, 28, NONE),
        binary("product", 18, 21, RELU6),
        binary("quotient", 42, 29, NONE),
        binary("larger", 55, 39),
        binary("smaller", 57, 39),
        binary("squared difference", 99, 76),
        pointwise("ReLU", 19, 0),
        pointwise("ReLU6", 21, 0),
        pointwise("ReLU from -1 to 1", 20, 0),
        pointwise("leaky ReLU", 98, 75, 0.3f),
        pointwise("ELU", 111, 0),
        pointwise("sigmoid", 14, 0),
        pointwise("hyperbolic tangent", 28, 0),
        pointwise("hard swish", 117, 0),
        pointwise("GELU", 150, 116, false),
        pointwise("approximate GELU", 150, 116, true),
        pointwise("exponential", 47, 0),
        pointwise("negative", 59, 0),
        pointwise("absolute value", 101, 0),
        pointwise("square", 92, 0),
        pointwise("softmax", 25, 9, 1f),
        pointwise("sharper softmax", 25, 9, 2.5f),
        pointwise("logarithm of the softmax", 50, 36),
        pointwise("unit length", 11, 12, NONE),
        padded("margins", 34, 22),
        padded("mirrored margins", 100, 77, (byte) 0),
        padded("symmetric margins", 100, 77, (byte) 1),
        numbered("mean of places", 40, 27, new int[] {1, 2}, new int[] {1, CHANNELS}, false),
        numbered("mean that stays", 40, 27, new int[] {1, 2}, new int[] {1, 1, 1, 3}, true),
        numbered("sum of places", 74, 27, new int[] {1, 2}, new int[] {1, CHANNELS}, false),
        numbered("largest of places", 82, 27, new int[] {1, 2}, new int[] {1, CHANNELS}, false),
        numbered("enlarged", 23, 15, new int[] {20, 13}, new int[] {1, 20, 13, 3}, null, null),
        numbered(
            "enlarged between corners",
            23,
            15,
            new int[] {20, 13},
            new int[] {1, 20, 13, 3},
            null,
            null,
            true,
            false),
        numbered(
            "enlarged from half pixels",
            23,
            15,
            new int[] {20, 13},
            new int[] {1, 20, 13, 3},
            null,
            null,
            false,
            true),
        numbered(
            "repeated to a size",
            97,
            74,
            new int[] {18, 27},
            new int[] {1, 18, 27, 3},
            false,
            false),
        numbered("turned", 39, 26, new int[] {0, 2, 1, 3}, new int[] {1, SIZE, SIZE, CHANNELS}),
        numbered("reshaped", 22, 17, new int[] {1, -1}, new int[] {1, SIZE * SIZE * CHANNELS}),
        numbered("picked", 36, 23, new int[] {2, 0}, new int[] {1, SIZE, SIZE, 2}, 3),
        numbered("with one more axis", 70, 52, new int[] {1}, new int[] {1, 1, SIZE, SIZE, 3}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operators")
  void operatorGivesWhatTensorFlowLiteGives(String name, Sketch sketch) throws IOException {
    TfliteFiles lite = new TfliteFiles();
    int images = lite.floats("images", 1, SIZE, SIZE, CHANNELS);
    int out = sketch.applyAsInt(lite, images);
    Path file = Files.write(folder.resolve("net.tflite"), lite.file(images, out));
    FlatNetwork network = PlainNetwork.of(new TfliteReader(file).read(null, null).network());
    float[] two = OnnxRuns.images(2, SIZE, 3);
    float[] found = OnnxRuns.answer(network, two, SIZE);
    try (TfliteRuntime runtime = new TfliteRuntime(file)) {
      for (int i = 0; i < 2; i++) {
        float[] image = Arrays.copyOfRange(two, i * two.length / 2, (i + 1) * two.length / 2);
        float[] here = Arrays.copyOfRange(found, i * found.length / 2, (i + 1) * found.length / 2);
        assertThat(OnnxRuns.error(runtime.answer(image), here)).isLessThan(EXACT);
      }
    }
  }
}
