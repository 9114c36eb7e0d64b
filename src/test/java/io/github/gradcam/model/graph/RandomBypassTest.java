package io.github.gradcam.model.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.StopGradient;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The networks take {@code x}, square it, do something at random and negate it: {@code y}. */
class RandomBypassTest {

  private static final Shape SHAPE = Shape.of(1, 2, 2, 1);
  private static final float[] X = {1, 2, 3, 4};
  private static final float[] ANSWER = {-1, -4, -9, -16};

  private static GraphDef network(BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> random) {
    return GraphRun.graph(
        tf -> {
          var shape = Placeholder.shape(Shape.of(-1, 2, 2, 1));
          Operand<TFloat32> x = tf.withName("x").placeholder(TFloat32.class, shape);
          tf.withName("y").math.neg(random.apply(tf, tf.math.square(x)));
        });
  }

  private static void check(GraphDef network) {
    GraphDef plain = RandomBypass.of(network, "x", List.of("y"));
    assertThat(RandomBypass.left(network)).isNotEmpty();
    assertThat(RandomBypass.left(plain)).isEmpty();
    assertThat(GraphRun.values(plain, X, SHAPE, "y")).containsExactly(ANSWER, within(1e-6f));
  }

  private static Operand<TFloat32> uniform(Ops tf, Operand<TInt32> shape) {
    return tf.random.randomUniform(shape, TFloat32.class);
  }

  private static Operand<TBool> coin(Ops tf, Operand<TFloat32> like) {
    return tf.math.greaterEqual(uniform(tf, tf.shape(like)), tf.constant(0.5f));
  }

  @Test
  void dropoutThatScalesUpIsTakenOutWithItsScale() {
    check(
        network(
            (tf, x) -> {
              var scaled = tf.math.mul(x, tf.constant(2f));
              var mask = tf.dtypes.cast(coin(tf, scaled), TFloat32.class);
              return tf.math.mul(scaled, mask);
            }));
  }

  @Test
  void dropoutThatSelectsIsTakenOutWithItsScale() {
    check(
        network(
            (tf, x) -> {
              var scaled = tf.math.mul(x, tf.constant(2f));
              return tf.select(coin(tf, scaled), scaled, tf.constant(0f));
            }));
  }

  @Test
  void dropoutOfTheFirstTensorFlowIsTakenOutWithItsDivision() {
    check(
        network(
            (tf, x) -> {
              var scaled = tf.math.div(x, tf.constant(0.5f));
              var kept = tf.math.floor(tf.math.add(tf.constant(0.5f), uniform(tf, tf.shape(x))));
              return tf.math.mul(scaled, kept);
            }));
  }

  @Test
  void dropoutThatScalesTheMaskIsTakenOut() {
    check(
        network(
            (tf, x) -> {
              var mask = tf.dtypes.cast(coin(tf, x), TFloat32.class);
              return tf.math.mul(x, tf.math.mul(mask, tf.constant(2f)));
            }));
  }

  @Test
  void scaleBeforeDropoutThatIsNotItsOwnStays() {
    GraphDef halved =
        network(
            (tf, x) -> {
              var half = tf.math.mul(x, tf.constant(0.5f));
              return tf.math.mul(half, tf.dtypes.cast(coin(tf, half), TFloat32.class));
            });
    GraphDef plain = RandomBypass.of(halved, "x", List.of("y"));
    assertThat(GraphRun.values(plain, X, SHAPE, "y")).containsExactly(-0.5f, -2, -4.5f, -8);
  }

  @Test
  void randomFlipOfEachImageIsTakenOut() {
    check(
        network(
            (tf, x) -> {
              var count =
                  tf.slice(tf.shape(x), tf.constant(new int[] {0}), tf.constant(new int[] {1}));
              var coins = tf.math.less(uniform(tf, count), tf.constant(0.5f));
              var each = tf.reshape(coins, tf.constant(new int[] {-1, 1, 1, 1}));
              return tf.select(each, tf.reverse(x, tf.constant(new int[] {2})), x);
            }));
  }

  @Test
  void noiseThatIsAddedIsTakenOut() {
    check(
        network(
            (tf, x) ->
                tf.math.add(x, tf.random.randomStandardNormal(tf.shape(x), TFloat32.class))));
  }

  @Test
  void brightnessAndContrastOneAfterTheOtherAreTakenOut() {
    check(
        network(
            (tf, x) -> {
              var brighter = tf.math.add(x, uniform(tf, tf.constant(new int[] {1, 1, 1, 1})));
              var mean = tf.math.mean(brighter, tf.constant(new int[] {1, 2}));
              var all = tf.reshape(mean, tf.constant(new int[] {-1, 1, 1, 1}));
              var factor = uniform(tf, tf.constant(new int[] {1, 1, 1, 1}));
              return tf.math.add(all, tf.math.mul(tf.math.sub(brighter, all), factor));
            }));
  }

  @Test
  void twoDropoutsOneAfterTheOtherAreTakenOut() {
    BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> dropout =
        (tf, x) -> {
          var scaled = tf.math.mul(x, tf.constant(2f));
          return tf.math.mul(scaled, tf.dtypes.cast(coin(tf, scaled), TFloat32.class));
        };
    check(network((tf, x) -> dropout.apply(tf, tf.nn.relu(dropout.apply(tf, x)))));
  }

  @Test
  void dropoutOnOneWayOfAResidualBlockLeavesTheOther() {
    GraphDef block =
        network(
            (tf, x) -> {
              var mask = tf.dtypes.cast(coin(tf, x), TFloat32.class);
              return tf.math.add(x, tf.math.mul(tf.math.mul(x, tf.constant(2f)), mask));
            });
    GraphDef plain = RandomBypass.of(block, "x", List.of("y"));
    assertThat(GraphRun.values(plain, X, SHAPE, "y")).containsExactly(-2, -8, -18, -32);
  }

  @Test
  void networkThatDrawsNothingStaysAsItIs() {
    GraphDef network = network((tf, x) -> StopGradient.create(tf.scope(), x));
    assertThat(GraphText.lines(RandomBypass.of(network, "x", List.of("y"))))
        .isEqualTo(GraphText.lines(network));
  }

  @Test
  void whatIsDrawnBesideTheImagesIsSaidToBeLeft() {
    GraphDef drawing =
        network(
            (tf, x) -> {
              var drawn = tf.math.sigmoid(uniform(tf, tf.constant(new int[] {1, 1, 1, 1})));
              return tf.math.add(
                  tf.math.mul(drawn, tf.constant(0f)),
                  tf.zeros(tf.constant(new int[] {1}), TFloat32.class));
            });
    assertThat(RandomBypass.left(RandomBypass.of(drawing, "x", List.of("y")))).hasSize(1);
  }
}
