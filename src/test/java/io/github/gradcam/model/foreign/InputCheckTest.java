package io.github.gradcam.model.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.kernel.Precision;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;

class InputCheckTest {

  @TempDir private Path folder;

  /** What is said of a network that divides its input and then looks at it. */
  private List<String> notes(float divisor, String preprocess) {
    return notes(1 / divisor, 0, preprocess);
  }

  /** What is said of a network that looks at factor x + shift. */
  private List<String> notes(float factor, float shift, String preprocess) {
    SmallFile small =
        SmallFile.of(
            folder,
            Shape.of(-1, 8, 8, 3),
            (tf, x) -> {
              var kernel = tf.constant(new float[1][1][3][2]);
              var scaled = tf.math.add(tf.math.mul(x, tf.constant(factor)), tf.constant(shift));
              var maps = tf.nn.conv2d(scaled, kernel, List.of(1L, 1L, 1L, 1L), "SAME");
              tf.nn.softmax(tf.math.mean(maps, tf.constant(new int[] {1, 2})));
            });
    ModelDescription description = new ModelDescription(null, null, null, 0, preprocess, List.of());
    ModelSource.Loaded loaded =
        new ModelSource(small.path(), description).load(Execution.of(Precision.FLOAT32));
    loaded.classifier().close();
    return loaded.notes();
  }

  @Test
  void pixelsThatAreScaledTwiceAreNoticed() {
    assertThat(notes(255, "unit"))
        .singleElement()
        .asString()
        .contains("hardly any contrast, as where pixels are scaled twice; try --preprocess none, ");
  }

  @Test
  void pixelsThatAreScaledOnceAreNotWorthANote() {
    assertThat(notes(255, null)).isEmpty();
    assertThat(notes(1, "imagenet-torch")).isEmpty();
    assertThat(notes(1, "imagenet-caffe")).isEmpty();
  }

  @Test
  void networkThatMakesMinusOneToOneOfZeroToOneGetsThese() {
    assertThat(notes(2, -1, null))
        .singleElement()
        .asString()
        .startsWith("Preprocessing unit (0..1)");
  }

  @Test
  void whatIsSaidWronglyOfANetworkThatScalesIsAnsweredWithWhatToTry() {
    assertThat(notes(2, -1, "rgb:0,0,0"))
        .singleElement()
        .asString()
        .contains("values of 253 +- 1.7e+02: few networks are trained on unscaled pixels")
        .contains("; try --preprocess unit, which gives ");
  }

  @Test
  void pixelsThatAreNeverScaledAreNoticed() {
    assertThat(notes(1, null))
        .singleElement()
        .asString()
        .contains("unscaled pixels; try --preprocess unit, ");
  }

  @Test
  void whoSaysThatPixelsGoInUnscaledIsNotToldSo() {
    assertThat(notes(1, "none")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(floats = {0.5f, 1, 2, 60})
  void usualDeviationsAreNoticedByNobody(float deviation) {
    Spread spread = Spread.of(new float[] {-deviation, deviation});
    assertThat(spread).isEqualTo(new Spread(0, deviation));
    assertThat(spread.flat() || spread.raw()).isFalse();
  }
}
