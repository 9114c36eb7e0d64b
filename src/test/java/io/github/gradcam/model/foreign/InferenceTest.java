package io.github.gradcam.model.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.model.Classifier;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Merge;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.SwitchCond;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;

/**
 * Networks exported as they train do at inference what they are to do there. The classes' numbers
 * are the mean colour, here (1, 2, 3).
 */
class InferenceTest {

  private static final byte[] PIXELS = {1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3};

  @TempDir private Path folder;

  /** What a network does with its features while it trains. */
  private interface Step {
    Operand<TFloat32> of(Ops tf, Operand<TFloat32> x);
  }

  private void check(Step step) {
    SmallFile file =
        SmallFile.of(
            folder,
            Shape.of(-1, 2, 2, 3),
            (tf, x) -> {
              Operand<TFloat32> features = step.of(tf, tf.withName("seen").nn.relu(x));
              tf.nn.softmax(tf.math.mean(features, tf.constant(new int[] {1, 2})));
            });
    try (Classifier classifier = file.load();
        Explainer explainer = new Explainer(classifier, classifier.layer("seen"), new GradCam())) {
      assertThat(classifier.logits(PIXELS, 1)[0])
          .containsExactly(new float[] {1, 2, 3}, within(1e-6f));
      float quarter = 3 / 4f;
      assertThat(explainer.explain(PIXELS, 2).get(0).signed().values())
          .containsExactly(new float[] {quarter, quarter, quarter, quarter}, within(1e-6f));
    }
  }

  private static Operand<TFloat32> dropout(Ops tf, Operand<TFloat32> x, Operand<TFloat32> keep) {
    var scaled = tf.math.realDiv(x, keep);
    var drawn = tf.random.randomUniform(tf.shape(x), TFloat32.class);
    return tf.math.mul(scaled, tf.math.floor(tf.math.add(keep, drawn)));
  }

  @Test
  void probabilityToKeepThatIsFedIsOne() {
    check(
        (tf, x) -> {
          var keep = tf.withName("keep_prob").placeholder(TFloat32.class);
          return dropout(tf, x, keep);
        });
  }

  @Test
  void switchForTrainingThatIsFedIsOff() {
    check(
        (tf, x) -> {
          var training =
              tf.withName("training").placeholder(TBool.class, Placeholder.shape(Shape.scalar()));
          return switched(tf, x, training);
        });
  }

  @Test
  void switchForTrainingThatIsConstantIsFollowed() {
    check((tf, x) -> switched(tf, x, tf.constant(false)));
  }

  @Test
  void switchForTrainingMayBeComputed() {
    check(
        (tf, x) ->
            switched(tf, x, tf.math.logicalNot(tf.math.equal(tf.constant(3), tf.constant(3)))));
  }

  private static Operand<TFloat32> switched(Ops tf, Operand<TFloat32> x, Operand<TBool> training) {
    var ways = SwitchCond.create(tf.scope(), x, training);
    var dropped = dropout(tf, ways.outputTrue(), tf.constant(0.5f));
    var same = tf.identity(ways.outputFalse());
    return Merge.create(tf.scope(), List.of(same, dropped)).output();
  }

  @Test
  void dropoutThatWasLeftInIsTakenOut() {
    check((tf, x) -> dropout(tf, x, tf.constant(0.5f)));
  }

  @Test
  void halfPrecisionThatTrainingGainsByIsSingle() {
    check(
        (tf, x) -> tf.dtypes.cast(tf.math.abs(tf.dtypes.cast(x, TFloat16.class)), TFloat32.class));
  }

  @Test
  void randomFlipsAreTakenOut() {
    check(
        (tf, x) -> {
          var drawn = tf.random.randomUniform(tf.constant(new int[] {1}), TFloat32.class);
          var flip = tf.math.less(drawn, tf.constant(0.5f));
          var each = tf.reshape(flip, tf.constant(new int[] {1, 1, 1, 1}));
          return tf.select(each, tf.reverse(x, tf.constant(new int[] {2})), x);
        });
  }
}
