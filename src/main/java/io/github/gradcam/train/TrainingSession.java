package io.github.gradcam.train;

import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.graph.RawValues;
import io.github.gradcam.model.kernel.Graphs;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.model.layer.TrainableNetwork;
import io.github.gradcam.model.layer.WeightArray;
import io.github.gradcam.train.data.Batch;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Owns the graph and the session of a training: runs steps, saves and restores variables. */
final class TrainingSession implements AutoCloseable {

  /**
   * What a step showed.
   *
   * @param loss mean cross-entropy of the batch before the update
   * @param correct how many of the labelled images had their largest target predicted
   * @param labelled how many images had a label, in whole or in part
   */
  record Step(float loss, int correct, int labelled) {}

  private final TrainingPlan plan;
  private final Graph graph;
  private final TrainingGraph ops;
  private final Execution execution;
  private final Session session;

  /** Ops that are wrong in 16 bits: what a step asks for is computed in 32. */
  private final List<String> inSinglePrecision;

  /** Trains one of the project's architectures. */
  TrainingSession(TrainingPlan plan) {
    this(plan, graph -> ArchitectureTask.network(plan, graph, 0));
  }

  /**
   * Adds a network and what trains it to a new graph.
   *
   * @param plan how to train it
   * @param builder adds the network to an empty graph
   */
  TrainingSession(TrainingPlan plan, Function<Graph, TrainableNetwork> builder) {
    this(plan, plan.precision(), builder);
  }

  /**
   * The same, computed otherwise than planned.
   *
   * @param plan how to train the network
   * @param precision how to compute it
   * @param builder adds the network to an empty graph
   */
  TrainingSession(
      TrainingPlan plan, Precision precision, Function<Graph, TrainableNetwork> builder) {
    this.plan = plan;
    this.graph = Graphs.empty();
    try {
      TrainableNetwork network = builder.apply(graph);
      this.ops = new TrainingGraph(graph, network, plan);
      this.execution = Execution.of(precision).offered();
      this.inSinglePrecision = execution.kernels(graph).inSinglePrecision();
      this.session = new Session(graph, execution.sessionConfig());
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  /** Where and how it is computed. */
  Execution execution() {
    return execution;
  }

  /** Gives every variable its first value. */
  void initialize() {
    session.initialize();
  }

  /**
   * Runs one step.
   *
   * @param batch what the network takes
   * @param targets a row an image, as {@link Targets} lays it out
   * @param epoch fractional, decides the learning rate
   * @param steps the number of steps done before
   * @return the loss before the step, and the hits
   */
  Step step(Batch batch, float[][] targets, double epoch, long steps) {
    Hyperparameters settings = plan.hyperparameters();
    float average = Math.min(settings.averageDecay(), steps / (10f + steps));
    try (Tensor input = RawValues.tensor(ops.network.input(), batch.values(), batch.size());
        TFloat32 wanted = matrix(targets);
        TFloat32 rate = TFloat32.scalarOf(settings.learningRateAt(epoch));
        TFloat32 decay = TFloat32.scalarOf(average);
        Result result = runner(input, wanted, rate, decay).run()) {
      float loss = ((TFloat32) result.get(0)).getFloat();
      int correct = ((TInt32) result.get(1)).getInt();
      return new Step(loss, correct, ((TInt32) result.get(2)).getInt());
    }
  }

  /**
   * Copies the weights that validation and export use: moving averages where the plan asks for
   * them.
   *
   * @return by the weight's name
   */
  Map<String, WeightArray> exportedWeights() {
    return WeightArray.fetch(session, ops.exported);
  }

  /**
   * Writes all variables, those of the optimizer included.
   *
   * @param prefix the path of the files without their ends
   */
  void save(Path prefix) {
    session.save(prefix.toString());
  }

  /**
   * Reads all variables.
   *
   * @param prefix the path given to {@link #save}
   */
  void restore(Path prefix) {
    session.restore(prefix.toString());
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }

  private Session.Runner runner(Tensor input, TFloat32 targets, TFloat32 rate, TFloat32 decay) {
    Session.Runner runner =
        session
            .runner()
            .feed(ops.network.input(), input)
            .feed(ops.targets, targets)
            .feed(ops.learningRate, rate)
            .feed(ops.averageDecay, decay);
    inSinglePrecision.forEach(runner::addTarget);
    ops.learningRateInputs.forEach(constant -> runner.feed(constant, rate));
    return runner.fetch(ops.loss).fetch(ops.correct).fetch(ops.labelled).addTarget(ops.step);
  }

  private static TFloat32 matrix(float[][] rows) {
    float[] values = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, values, i * rows[0].length, rows[0].length);
    }
    Shape shape = Shape.of(rows.length, rows[0].length);
    return TFloat32.tensorOf(shape, DataBuffers.of(values, true, false));
  }
}
