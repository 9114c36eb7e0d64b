package io.github.gradcam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.model.graph.RawValues;
import io.github.gradcam.model.layer.TrainableNetwork;
import io.github.gradcam.train.Hyperparameters.OptimizerKind;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The loss with a teacher and its gradient, against the formulas in double precision. */
class TaughtLossTest {

  private static final float WEIGHT = 0.7f;
  private static final float TEMPERATURE = 3;
  private static final int CLASSES = 3;

  /** Labels; a third image that has none; a fourth that is mixed of one with and one without. */
  private static final float[][] OWN = {{1, 0, 0}, {0.1f, 0.8f, 0.1f}, {0, 0, 0}, {0, 0.4f, 0}};

  private static final float[][] ANSWERS = {
    {0.6f, 0.3f, 0.1f}, {0.2f, 0.5f, 0.3f}, {0.1f, 0.1f, 0.8f}, {0.25f, 0.25f, 0.5f}
  };

  private static TrainingPlan plan(float features) {
    Hyperparameters settings = new Hyperparameters(OptimizerKind.SGD, 0.1f, 0, 1, 4, 0, 0, 0);
    TeacherPlan teacher =
        new TeacherPlan("teacher", "digest", "unit", WEIGHT, TEMPERATURE, features, 2, 1);
    return Plans.taught(settings, 0, teacher);
  }

  private static double[] softmax(float[] logits, double temperature) {
    double[] powers = new double[logits.length];
    double sum = 0;
    for (int c = 0; c < powers.length; c++) {
      powers[c] = Math.exp(logits[c] / temperature);
      sum += powers[c];
    }
    for (int c = 0; c < powers.length; c++) {
      powers[c] /= sum;
    }
    return powers;
  }

  /** The mean loss over labels and softened answers. */
  private static double loss(float[][] logits) {
    double loss = 0;
    for (int i = 0; i < OWN.length; i++) {
      double[] plain = softmax(logits[i], 1);
      double[] soft = softmax(logits[i], TEMPERATURE);
      for (int c = 0; c < CLASSES; c++) {
        loss -= (1 - WEIGHT) * OWN[i][c] * Math.log(plain[c]);
        loss -= WEIGHT * TEMPERATURE * TEMPERATURE * ANSWERS[i][c] * Math.log(soft[c]);
      }
    }
    return loss / OWN.length;
  }

  private static int likeliest(float[] values) {
    int likeliest = 0;
    for (int c = 1; c < values.length; c++) {
      likeliest = values[c] > values[likeliest] ? c : likeliest;
    }
    return likeliest;
  }

  @Test
  void lossAndGradientAreThoseOfLabelsAndSoftenedAnswersAndOnlyLabelsCountAsRight() {
    TrainingPlan plan = plan(0);
    byte[] pixels = new byte[OWN.length * Plans.SIDE * Plans.SIDE * 3];
    new Random(3).nextBytes(pixels);
    try (Graph graph = new Graph()) {
      TrainableNetwork network = ArchitectureTask.network(plan, graph, 0);
      TrainingGraph ops = new TrainingGraph(graph, network, plan);
      Output<?> slope =
          graph.addGradients(ops.loss.asOutput(), new Output<?>[] {network.logits().asOutput()})[0];
      try (Session session = new Session(graph);
          Tensor input = RawValues.tensor(network.input(), pixels, OWN.length);
          TFloat32 rows = TFloat32.tensorOf(StdArrays.ndCopyOf(Targets.beside(OWN, ANSWERS)))) {
        session.initialize();
        try (Result result =
            session
                .runner()
                .feed(network.input(), input)
                .feed(ops.targets, rows)
                .fetch(ops.loss)
                .fetch(network.logits())
                .fetch(slope)
                .fetch(ops.labelled)
                .fetch(ops.correct)
                .run()) {
          float[][] logits = StdArrays.array2dCopyOf((TFloat32) result.get(1));
          float[][] gradient = StdArrays.array2dCopyOf((TFloat32) result.get(2));
          int right = 0;
          for (int i = 0; i < OWN.length; i++) {
            right += i != 2 && likeliest(logits[i]) == likeliest(OWN[i]) ? 1 : 0;
            double[] plain = softmax(logits[i], 1);
            double[] soft = softmax(logits[i], TEMPERATURE);
            double mass = OWN[i][0] + OWN[i][1] + OWN[i][2];
            for (int c = 0; c < CLASSES; c++) {
              double expected =
                  (1 - WEIGHT) * (mass * plain[c] - OWN[i][c])
                      + WEIGHT * TEMPERATURE * (soft[c] - ANSWERS[i][c]);
              assertThat((double) gradient[i][c]).isCloseTo(expected / OWN.length, within(1e-6));
            }
          }
          assertThat((double) ((TFloat32) result.get(0)).getFloat())
              .isCloseTo(loss(logits), within(1e-5));
          assertThat(((TInt32) result.get(3)).getInt()).isEqualTo(3);
          assertThat(((TInt32) result.get(4)).getInt()).isEqualTo(right);
        }
      }
    }
  }

  @Test
  void featuresOfTheTeacherAddTheMeanSquareOfWhatTheProjectionMisses() {
    float[][] features = {{1, -1}, {0.5f, 0}, {-2, 0.25f}, {0, 3}};
    float[][] answers = Targets.beside(ANSWERS, features);
    TrainingPlan with = plan(6);
    byte[] pixels = new byte[OWN.length * Plans.SIDE * Plans.SIDE * 3];
    new Random(3).nextBytes(pixels);
    try (Graph graph = new Graph()) {
      TrainableNetwork network = ArchitectureTask.network(with, graph, 2);
      TrainingGraph ops = new TrainingGraph(graph, network, with);
      Output<TFloat32> projection = network.projection().orElseThrow().asOutput();
      Output<?> slope = graph.addGradients(ops.loss.asOutput(), new Output<?>[] {projection})[0];
      try (Session session = new Session(graph);
          Tensor input = RawValues.tensor(network.input(), pixels, OWN.length);
          TFloat32 rows = TFloat32.tensorOf(StdArrays.ndCopyOf(Targets.beside(OWN, answers)))) {
        session.initialize();
        try (Result result =
            session
                .runner()
                .feed(network.input(), input)
                .feed(ops.targets, rows)
                .fetch(ops.loss)
                .fetch(network.logits())
                .fetch(projection)
                .fetch(slope)
                .run()) {
          float[][] projected = StdArrays.array2dCopyOf((TFloat32) result.get(2));
          float[][] gradient = StdArrays.array2dCopyOf((TFloat32) result.get(3));
          double expected = loss(StdArrays.array2dCopyOf((TFloat32) result.get(1)));
          for (int i = 0; i < OWN.length; i++) {
            for (int k = 0; k < 2; k++) {
              double missed = projected[i][k] - features[i][k];
              expected += 6 * missed * missed / 2 / OWN.length;
              assertThat((double) gradient[i][k]).isCloseTo(6 * missed / OWN.length, within(1e-5));
            }
          }
          assertThat((double) ((TFloat32) result.get(0)).getFloat())
              .isCloseTo(expected, within(1e-4));
        }
      }
      assertThat(network.variables()).containsKey("dense_1/kernel");
      assertThat(network.trainable()).contains(network.variables().get("dense_1/kernel"));
    }
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new TeacherPlan("t", "d", "unit", 0, 2, 0, 8, 0))
        .hasMessageContaining("weight");
    assertThatThrownBy(() -> new TeacherPlan("t", "d", "unit", 1.1f, 2, 0, 8, 0))
        .hasMessageContaining("1.1");
    assertThatThrownBy(() -> new TeacherPlan("t", "d", "unit", Float.NaN, 2, 0, 8, 0))
        .hasMessageContaining("weight");
    assertThatThrownBy(() -> new TeacherPlan("t", "d", "unit", 1, 0, 0, 8, 0))
        .hasMessageContaining("temperature");
    assertThatThrownBy(() -> new TeacherPlan("t", "d", "unit", 1, 2, -1, 8, 0))
        .hasMessageContaining("features");
    assertThatThrownBy(() -> new TeacherPlan("t", "d", "unit", 1, 2, Float.NaN, 8, 0))
        .hasMessageContaining("features");
    assertThatThrownBy(() -> new TeacherPlan("t", "d", "unit", 1, 2, 0, 0, 0))
        .hasMessageContaining("views");
  }
}
