package io.github.gradcam.model.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.graph.ModelException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/** Networks of images of 2 x 2; the classes' numbers are the means of the channels. */
class OutputHeadTest {

  private static final byte[] PIXELS = {1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0};
  private static final float[] MEANS = {1, 2, 0};

  /** Of 1, 2 and 0. */
  private static final float[] SOFTMAX = {0.24472848f, 0.66524094f, 0.09003057f};

  @TempDir private Path folder;

  private Classifier load(BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> head) {
    return file(head).load();
  }

  private SmallFile file(BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> head) {
    return SmallFile.of(
        folder,
        Shape.of(-1, 2, 2, 3),
        (tf, x) -> {
          var seen = tf.withName("seen").nn.relu(x);
          tf.identity(head.apply(tf, tf.math.mean(seen, tf.constant(new int[] {1, 2}))));
        });
  }

  /** z = 1 - 2 + 0. */
  private static Operand<TFloat32> single(Ops tf, Operand<TFloat32> means) {
    return tf.linalg.matMul(means, tf.constant(new float[][] {{1}, {-1}, {5}}));
  }

  private static void check(Classifier classifier, float[] logits, float[] probabilities) {
    assertThat(classifier.logits(PIXELS, 1)[0]).containsExactly(logits, within(1e-6f));
    assertThat(classifier.probabilities(PIXELS, 1)[0])
        .containsExactly(probabilities, within(1e-6f));
  }

  @Test
  void logitsAreWhatTheSoftmaxTakes() {
    try (Classifier classifier = load((tf, x) -> tf.nn.softmax(x))) {
      check(classifier, MEANS, SOFTMAX);
      assertThat(classifier.labels()).containsExactly("class 0", "class 1", "class 2");
    }
  }

  @Test
  void softmaxIsFoundBehindIdentityReshapeAndSqueeze() {
    try (Classifier classifier =
        load(
            (tf, x) -> {
              var four = tf.reshape(tf.nn.softmax(x), tf.constant(new int[] {-1, 1, 1, 3}));
              return tf.identity(tf.squeeze(four, Squeeze.axis(List.of(1L, 2L))));
            })) {
      check(classifier, MEANS, SOFTMAX);
    }
  }

  @Test
  void softmaxWrittenOutIsOne() {
    try (Classifier classifier =
        load(
            (tf, x) -> {
              var exp = tf.math.exp(x);
              var sum = tf.reduceSum(exp, tf.constant(-1), ReduceSum.keepDims(true));
              return tf.math.realDiv(exp, sum);
            })) {
      check(classifier, MEANS, SOFTMAX);
    }
  }

  @Test
  void softmaxWrittenOutRelativeToTheLargestIsOne() {
    try (Classifier classifier =
        load(
            (tf, x) -> {
              var max = tf.reduceMax(x, tf.constant(-1), ReduceMax.keepDims(true));
              var exp = tf.math.exp(tf.math.sub(x, max));
              var sum = tf.reduceSum(exp, tf.constant(-1), ReduceSum.keepDims(true));
              return tf.math.realDiv(exp, sum);
            })) {
      check(classifier, MEANS, SOFTMAX);
    }
  }

  @Test
  void answerThatOnlyTellsTheLikeliestClassIsTracedToAllClasses() {
    try (Classifier classifier =
        load(
            (tf, x) ->
                tf.dtypes.cast(tf.math.argMax(tf.nn.softmax(x), tf.constant(1)), TFloat32.class))) {
      check(classifier, MEANS, SOFTMAX);
    }
  }

  @Test
  void probabilitiesAreTheAnswerWhereTheLikeliestClassIsGivenToo() {
    try (Classifier classifier =
        load(
            (tf, x) -> {
              tf.math.argMax(x, tf.constant(1));
              return tf.math.sigmoid(x);
            })) {
      check(classifier, MEANS, new float[] {0.7310586f, 0.880797f, 0.5f});
    }
  }

  @Test
  void otherDivisionIsNoSoftmax() {
    try (Classifier classifier = load((tf, x) -> tf.math.realDiv(x, tf.constant(2f)))) {
      assertThat(classifier.logits(PIXELS, 1)[0]).containsExactly(0.5f, 1, 0);
    }
  }

  @Test
  void numbersWithoutSoftmaxAreLogits() {
    try (Classifier classifier = load((tf, x) -> tf.identity(x))) {
      check(classifier, MEANS, SOFTMAX);
    }
  }

  @Test
  void headWithPlacesOfOneByOneIsFlat() {
    try (Classifier classifier =
        load((tf, x) -> tf.nn.softmax(tf.reshape(x, tf.constant(new int[] {-1, 1, 1, 3}))))) {
      check(classifier, MEANS, SOFTMAX);
    }
  }

  @Test
  void eachClassOfASigmoidHeadHasItsOwnProbability() {
    try (Classifier classifier = load((tf, x) -> tf.math.sigmoid(x))) {
      check(classifier, MEANS, new float[] {0.7310586f, 0.880797f, 0.5f});
    }
  }

  @Test
  void oneSigmoidIsTheSecondOfTwoClasses() {
    try (Classifier classifier = load((tf, x) -> tf.math.sigmoid(single(tf, x)))) {
      check(classifier, new float[] {0.5f, -0.5f}, new float[] {0.7310586f, 0.26894143f});
      assertThat(classifier.labels()).containsExactly("class 0", "class 1");
    }
  }

  @Test
  void oneNumberWithoutSigmoidIsRefusedAsAQuantity() {
    assertThatThrownBy(() -> load(OutputHeadTest::single))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("found one number without a sigmoid from 'Identity'")
        .hasMessageContaining("name both with --labels");
    assertThatThrownBy(() -> load((tf, x) -> tf.math.tanh(single(tf, x))))
        .hasMessageContaining("found one number without a sigmoid from 'Identity'");
    assertThatThrownBy(() -> load((tf, x) -> tf.nn.softmax(single(tf, x))))
        .hasMessageContaining("found one number without a sigmoid from 'MatMul'");
  }

  @Test
  void oneNumberOfTwoNamedClassesSpeaksForTheSecond() {
    ModelDescription named =
        new ModelDescription(null, null, null, 0, "none", List.of("cat", "dog"));
    try (Classifier classifier = file(OutputHeadTest::single).load(named)) {
      check(classifier, new float[] {0.5f, -0.5f}, new float[] {0.7310586f, 0.26894143f});
    }
  }

  @Test
  void whatSpeaksForOneOfTwoClassesSpeaksAgainstTheOther() {
    try (Classifier classifier = load((tf, x) -> tf.math.sigmoid(single(tf, x)));
        Explainer explainer = new Explainer(classifier, classifier.layer("seen"), new GradCam())) {
      List<Explanation> both = explainer.explain(concat(PIXELS, PIXELS), 0, 1);
      // a mean gradient of -+(1, -1, 5) / 2 / 4 places, by activations of (1, 2, 0)
      float[] against = {0.125f, 0.125f, 0.125f, 0.125f};
      float[] pro = {-0.125f, -0.125f, -0.125f, -0.125f};
      assertThat(both.get(0).signed().values()).containsExactly(against, within(1e-6f));
      assertThat(both.get(1).signed().values()).containsExactly(pro, within(1e-6f));
    }
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] both = java.util.Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  @Test
  void labelsThatAreGivenNameTheTwoClasses() {
    ModelDescription named =
        new ModelDescription(null, null, null, 0, "none", List.of("cat", "dog"));
    try (Classifier classifier = file((tf, x) -> tf.math.sigmoid(single(tf, x))).load(named)) {
      assertThat(classifier.labels()).containsExactly("cat", "dog");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void answerThatIsNoNumberForEachClassIsRefused(int axis) {
    SmallFile maps =
        SmallFile.of(
            folder,
            Shape.of(-1, 2, 2, 3),
            (tf, x) -> tf.withName("maps").math.mean(x, tf.constant(axis), Mean.keepDims(false)));
    assertThatThrownBy(maps::load)
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "Expected a number for each class [N, classes] from 'maps', found [?, 2, 3]; name the op that gives them with --logits: gradcam explains image classifiers");
  }
}
