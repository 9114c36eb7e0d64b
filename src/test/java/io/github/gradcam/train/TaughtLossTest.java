package io.github.gradcam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.model.graph.RawValues;
import io.github.gradcam.model.layer.TrainableNetwork;
import io.github.gradcam.train.Hyperparameters.OptimizerKind;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
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

  /**
   * What a step computes of a batch of noise.
   *
   * @param logits [N][classes]
   * @param head the projection [N][features], the logits where there is none
   * @param gradient of the loss at the head
   */
  @SuppressWarnings("ArrayRecordComponent") // looked at, never compared
  private record Outcome(
      double loss,
      int labelled,
      int correct,
      float[][] logits,
      float[][] head,
      float[][] gradient) {

    static Outcome of(TrainingPlan plan, int features, float[][] answers) {
      byte[] pixels = new byte[OWN.length * Plans.SIDE * Plans.SIDE * 3];
      new Random(3).nextBytes(pixels);
      try (Graph graph = new Graph()) {
        TrainableNetwork network = ArchitectureTask.network(plan, graph, features);
        TrainingGraph ops = new TrainingGraph(graph, network, plan);
        Output<TFloat32> head = network.projection().orElse(network.logits()).asOutput();
        Output<?> slope = graph.addGradients(ops.loss.asOutput(), new Output<?>[] {head})[0];
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
                  .fetch(ops.labelled)
                  .fetch(ops.correct)
                  .fetch(network.logits())
                  .fetch(Ops.create(graph).identity(head)) // a result has a name once
                  .fetch(slope)
                  .run()) {
            return new Outcome(
                ((TFloat32) result.get(0)).getFloat(),
                ((TInt32) result.get(1)).getInt(),
                ((TInt32) result.get(2)).getInt(),
                StdArrays.array2dCopyOf((TFloat32) result.get(3)),
                StdArrays.array2dCopyOf((TFloat32) result.get(4)),
                StdArrays.array2dCopyOf((TFloat32) result.get(5)));
          }
        }
      }
    }
  }

  @Test
  void lossAndGradientAreThoseOfLabelsAndSoftenedAnswersAndOnlyLabelsCountAsRight() {
    Outcome found = Outcome.of(plan(0), 0, ANSWERS);
    float[][] logits = found.logits();
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
        assertThat((double) found.gradient()[i][c]).isCloseTo(expected / OWN.length, within(1e-6));
      }
    }
    assertThat(found.loss()).isCloseTo(loss(logits), within(1e-5));
    assertThat(found.labelled()).isEqualTo(3);
    assertThat(found.correct()).isEqualTo(right);
  }

  @Test
  void featuresOfTheTeacherAddTheMeanSquareOfWhatTheProjectionMisses() {
    float[][] features = {{1, -1}, {0.5f, 0}, {-2, 0.25f}, {0, 3}};
    Outcome found = Outcome.of(plan(6), 2, Targets.beside(ANSWERS, features));
    double expected = loss(found.logits());
    for (int i = 0; i < OWN.length; i++) {
      for (int k = 0; k < 2; k++) {
        double missed = found.head()[i][k] - features[i][k];
        expected += 6 * missed * missed / 2 / OWN.length;
        assertThat((double) found.gradient()[i][k])
            .isCloseTo(6 * missed / OWN.length, within(1e-5));
      }
    }
    assertThat(found.loss()).isCloseTo(expected, within(1e-4));
  }

  @Test
  void matrixBesideTheHeadLearns() {
    try (Graph graph = new Graph()) {
      TrainableNetwork network = ArchitectureTask.network(plan(6), graph, 2);
      assertThat(network.trainable())
          .contains(Objects.requireNonNull(network.variables().get("dense_1/kernel")));
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
