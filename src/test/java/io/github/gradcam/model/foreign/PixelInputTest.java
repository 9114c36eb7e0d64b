package io.github.gradcam.model.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.graph.ModelException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.types.TFloat32;

/** Images are of one colour; the classes' numbers are the means of what the network is given. */
class PixelInputTest {

  private static final int[] PLACES = {1, 2};

  @TempDir private Path folder;

  private static void softmaxOfMeans(Ops tf, Operand<TFloat32> x, int... axes) {
    tf.nn.softmax(tf.math.mean(x, tf.constant(axes)));
  }

  /** Of the colour (10, 20, 30). */
  private static byte[] pixels(int size) {
    byte[] pixels = new byte[size * size * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (10 * (i % 3 + 1));
    }
    return pixels;
  }

  private static void check(Classifier classifier, int size, float... means) {
    assertThat(classifier.card().inputSize()).isEqualTo(size);
    assertThat(classifier.logits(pixels(size), 1)[0]).containsExactly(means, within(1e-4f));
  }

  @Test
  void inputOfBytesIsGivenBytes() {
    SmallFile bytes =
        SmallFile.ofBytes(
            folder,
            Shape.of(-1, 2, 2, 3),
            (tf, x) -> softmaxOfMeans(tf, tf.dtypes.cast(x, TFloat32.class), PLACES));
    try (Classifier classifier = bytes.load()) {
      check(classifier, 2, 10, 20, 30);
    }
  }

  @Test
  void greyInputIsGivenBrightness() {
    SmallFile grey =
        SmallFile.of(
            folder,
            Shape.of(-1, 2, 2, 1),
            (tf, x) -> {
              var kernel = tf.constant(new float[][][][] {{{{1, 2}}}});
              softmaxOfMeans(tf, tf.nn.conv2d(x, kernel, List.of(1L, 1L, 1L, 1L), "SAME"), PLACES);
            });
    try (Classifier classifier = grey.load()) {
      float brightness = 0.299f * 10 + 0.587f * 20 + 0.114f * 30;
      check(classifier, 2, brightness, 2 * brightness);
    }
  }

  @Test
  void inputThatIsNotSquareIsGivenTheWholeSquareImage() {
    SmallFile wide =
        SmallFile.of(folder, Shape.of(-1, 2, 4, 3), (tf, x) -> softmaxOfMeans(tf, x, PLACES));
    try (Classifier classifier = wide.load()) {
      check(classifier, 4, 10, 20, 30);
    }
  }

  @Test
  void channelsFirstInputIsGivenChannelsFirst() {
    SmallFile first =
        SmallFile.of(folder, Shape.of(-1, 3, 4, 4), (tf, x) -> softmaxOfMeans(tf, x, 2, 3));
    try (Classifier classifier = first.load()) {
      check(classifier, 4, 10, 20, 30);
    }
  }

  @Test
  void featureMapsWithTheirChannelsFirstAreRefused() {
    SmallFile first =
        SmallFile.of(
            folder,
            Shape.of(-1, 3, 4, 4),
            (tf, x) -> {
              var kernel = tf.constant(new float[1][1][3][2]);
              var format = Conv2d.dataFormat("NCHW");
              var strides = List.of(1L, 1L, 1L, 1L);
              var maps = tf.withName("maps").nn.conv2d(x, kernel, strides, "SAME", format);
              softmaxOfMeans(tf, maps, 2, 3);
            });
    assertThatThrownBy(first::load)
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "Expected feature maps with their channels last, found channels first (NCHW) in 'maps'; export the model with channels last");
  }

  @Test
  void preprocessingIsThatWhichIsSaid() {
    SmallFile plain =
        SmallFile.of(folder, Shape.of(-1, 2, 2, 3), (tf, x) -> softmaxOfMeans(tf, x, PLACES));
    ModelDescription caffe =
        new ModelDescription(null, null, null, 0, "bgr:1,2,3,1,1,2", List.of());
    try (Classifier classifier = plain.load(caffe)) {
      check(classifier, 2, 29, 18, 3.5f);
    }
  }

  @Test
  void sizeThatTheInputDoesNotSayIsAskedFor() {
    SmallFile any =
        SmallFile.of(folder, Shape.of(-1, -1, -1, 3), (tf, x) -> softmaxOfMeans(tf, x, PLACES));
    assertThatThrownBy(any::load)
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("Expected an input size in 'input'")
        .hasMessageEndingWith("give --input-size, such as 224");
    ModelDescription five = new ModelDescription(null, null, null, 5, "none", List.of());
    try (Classifier classifier = any.load(five)) {
      check(classifier, 5, 10, 20, 30);
    }
  }

  @Test
  void inputOfFiveChannelsIsRefused() {
    SmallFile five =
        SmallFile.of(folder, Shape.of(-1, 4, 4, 5), (tf, x) -> softmaxOfMeans(tf, x, PLACES));
    assertThatThrownBy(five::load)
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("Expected an input with 1 or 3 channels, found 5 in 'input'");
  }

  @Test
  void networkForEightImagesAnswersForThree() {
    SmallFile eight =
        SmallFile.of(
            folder,
            Shape.of(8, 2, 2, 3),
            (tf, x) -> {
              var flat = tf.reshape(x, tf.constant(new int[] {8, 4, 3}));
              softmaxOfMeans(tf, flat, 1);
            });
    try (Classifier classifier = eight.load()) {
      assertThat(classifier.logits(new byte[36], 3)).hasDimensions(3, 3);
    }
  }

  @Test
  void channelsThatTheInputDoesNotSayAreThoseOfTheFirstKernel() {
    SmallFile grey =
        SmallFile.of(
            folder,
            Shape.unknown(),
            (tf, x) -> {
              var kernel = tf.constant(new float[][][][] {{{{1, 2}}}});
              var scaled = tf.math.sub(x, tf.constant(0f));
              var strides = List.of(1L, 1L, 1L, 1L);
              softmaxOfMeans(tf, tf.nn.conv2d(scaled, kernel, strides, "SAME"), PLACES);
            });
    ModelDescription two = new ModelDescription(null, null, null, 2, "none", List.of());
    try (Classifier classifier = grey.load(two)) {
      float brightness = 0.299f * 10 + 0.587f * 20 + 0.114f * 30;
      check(classifier, 2, brightness, 2 * brightness);
    }
  }

  @Test
  void opsOfTheNetworkMayBeCalledAsThePreprocessingIs() {
    SmallFile taken =
        SmallFile.of(
            folder,
            Shape.of(-1, 2, 2, 3),
            (tf, x) ->
                softmaxOfMeans(
                    tf, tf.withSubScope("normalization").withName("Cast").identity(x), PLACES));
    try (Classifier classifier = taken.load()) {
      check(classifier, 2, 10, 20, 30);
    }
  }

  @Test
  void inputOfAHundredThousandPixelsASideIsRefused() {
    SmallFile any =
        SmallFile.of(folder, Shape.of(-1, -1, -1, 3), (tf, x) -> softmaxOfMeans(tf, x, PLACES));
    ModelDescription large = new ModelDescription(null, null, null, 100_000, "none", List.of());
    assertThatThrownBy(() -> any.load(large))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("at most 4,096 rows and columns in 'input'")
        .hasMessageEndingWith("found 100,000 x 100,000");
  }
}
