package io.github.gradcam.model.layer;

import static io.github.gradcam.model.layer.LayerRun.NINE;
import static io.github.gradcam.model.layer.LayerRun.constant;
import static io.github.gradcam.model.layer.LayerRun.fetch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** What layers do differently while a network trains. */
class TrainingBehaviourTest {

  private final Graph graph = new Graph();
  private final TrainableWeights weights = new TrainableWeights(3);
  private final Network network = new Network(graph, weights, 3);

  @AfterEach
  void close() {
    graph.close();
  }

  private Session started() {
    Session session = new Session(graph);
    session.initialize();
    return session;
  }

  @Test
  void batchNormalizationUsesTheBatch() {
    // mean 5, variance (16 + 9 + 4 + 1) * 2 / 9 = 60 / 9; y = (x - 5) / sqrt(60 / 9 + 0.001)
    var y = network.through(constant(graph, NINE), Layers.batchNormalization());
    try (Session session = started()) {
      float[] values = fetch(session, y).values();
      double deviation = Math.sqrt(60.0 / 9 + 1e-3);
      for (int i = 0; i < 9; i++) {
        assertThat(values[i]).isCloseTo((float) ((i - 4) / deviation), within(1e-5f));
      }
    }
  }

  @Test
  void movingAveragesMoveATenthOfTheWayAtEachStep() {
    // mean 0 -> 0.5 -> 0.95; variance 1 -> 0.9 + 0.1 * 7.5 = 1.65 -> 0.9 * 1.65 + 0.75 = 2.235,
    // where 7.5 = 60 / 8 is the unbiased variance of the batch
    network.through(constant(graph, NINE), Layers.batchNormalization());
    try (Session session = started()) {
      assertThat(weights.updates()).hasSize(2);
      weights.updates().forEach(session::run);
      assertStatistics(session, 0.5f, 1.65f);
      weights.updates().forEach(session::run);
      assertStatistics(session, 0.95f, 2.235f);
    }
  }

  private void assertStatistics(Session session, float mean, float variance) {
    var values = WeightArray.fetch(session, weights.variables());
    assertThat(values.get("batch_normalization/moving_mean").values()[0])
        .isCloseTo(mean, within(1e-5f));
    assertThat(values.get("batch_normalization/moving_variance").values()[0])
        .isCloseTo(variance, within(1e-5f));
  }

  @Test
  void dropoutZeroesAShareAndScalesTheRest() {
    float[] ones = new float[4000];
    java.util.Arrays.fill(ones, 1);
    var x = constant(graph, new WeightArray(Shape.of(1, 4000), ones));
    var y = network.through(x, Layers.dropout(0.75f));
    try (Session session = started()) {
      float[] values = fetch(session, y).values();
      int kept = 0;
      for (float value : values) {
        assertThat(value).isIn(0f, 4f);
        kept += value > 0 ? 1 : 0;
      }
      assertThat(kept).isBetween(900, 1100);
    }
  }

  @Test
  void weightsHaveTheRoleThatTrainingNeeds() {
    var x = network.through(constant(graph, NINE), Layers.conv2d(2, 3).withBias());
    network.through(x, Layers.batchNormalization());
    assertThat(weights.withRole(Weights.Role.KERNEL)).hasSize(1);
    assertThat(weights.withRole(Weights.Role.VECTOR)).hasSize(3);
    assertThat(weights.withRole(Weights.Role.STATISTIC)).hasSize(2);
  }

  @Test
  void namesCountLayersOfAKindAsKerasDoes() {
    Operand<TFloat32> x = constant(graph, NINE);
    x = network.through(x, Layers.conv2d(2, 3), Layers.relu(), Layers.conv2d(2, 3), Layers.relu());
    network.through(network.add(x, x), Layers.flatten(), Layers.dense(2));
    assertThat(network.layers().stream().map(Network.Applied::name).toList())
        .isEqualTo(List.of("conv2d", "re_lu", "conv2d_1", "re_lu_1", "add", "flatten", "dense"));
  }

  @Test
  void variablesKeepTheOrderOfTheLayers() {
    try (Graph own = new Graph()) {
      var names =
          new TrainableNetwork(own, Architecture.of("scenes"), 2, 32, 1, 0)
              .variables().keySet().stream().limit(6).toList();
      assertThat(names)
          .containsExactly(
              "conv2d/kernel",
              "batch_normalization/gamma",
              "batch_normalization/beta",
              "batch_normalization/moving_mean",
              "batch_normalization/moving_variance",
              "conv2d_1/kernel");
    }
  }

  @Test
  void firstWeightsDependOnTheSeedOnly() {
    float[] first = kernel(1);
    assertThat(kernel(1)).isEqualTo(first);
    assertThat(kernel(2)).isNotEqualTo(first);
  }

  @Test
  void firstKernelsHaveTheDeviationOfHe() {
    // 3 x 3 x 3 inputs to each of the 32 filters: sqrt(2 / 27) = 0.272
    double sum = 0;
    float[] values = kernel(5);
    for (float value : values) {
      sum += (double) value * value;
    }
    assertThat(Math.sqrt(sum / values.length)).isCloseTo(0.272, within(0.02));
  }

  private static float[] kernel(long seed) {
    return TrainableNetwork.initialWeights(Architecture.of("scenes"), 2, 32, seed)
        .get("conv2d/kernel")
        .values();
  }
}
