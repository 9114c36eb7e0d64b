package io.github.gradcam.train;

import io.github.gradcam.model.layer.TrainableNetwork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.framework.optimizers.Adam;
import org.tensorflow.framework.optimizers.Momentum;
import org.tensorflow.framework.optimizers.Optimizer;
import org.tensorflow.framework.optimizers.Optimizer.GradAndVar;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** The ops of one training step: loss, gradients, the optimizer's updates, decay and averages. */
final class TrainingGraph {

  static final String AVERAGES = "averages/";

  /** Which input of an update op is the learning rate, by the op's type. */
  private static final Map<String, Integer> LEARNING_RATE_INPUT =
      Map.of("ApplyAdam", 5, "ApplyMomentum", 2);

  final TrainableNetwork network;
  final Placeholder<TFloat32> targets;
  final Placeholder<TFloat32> learningRate;
  final Placeholder<TFloat32> averageDecay;
  final Operand<TFloat32> loss;
  final Operand<TInt32> correct;
  final Operand<TInt32> labelled;
  final Op step;
  final List<Output<?>> learningRateInputs;

  /**
   * By the weight's name: its moving average, or itself where there are none. The statistics of
   * batch normalisation are averaged, too: those of the last weights are not those of their mean.
   */
  final Map<String, Variable<TFloat32>> exported = new LinkedHashMap<>();

  TrainingGraph(Graph graph, TrainableNetwork network, TrainingPlan plan) {
    this.network = network;
    Hyperparameters settings = plan.hyperparameters();
    TeacherPlan teacher = plan.teacher();
    int classes = plan.labels().size();
    int features = network.projection().map(head -> (int) head.shape().get(1)).orElse(0);
    int columns = teacher == null ? classes : 2 * classes + features;
    Ops tf = Ops.create(graph);
    targets =
        tf.withName("targets")
            .placeholder(TFloat32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE, columns)));
    learningRate = scalar(tf, "learning_rate");
    averageDecay = scalar(tf, "average_decay");
    Operand<TFloat32> own = teacher == null ? targets : columns(tf, 0, classes);
    Operand<TFloat32> losses =
        teacher == null
            ? tf.nn.softmaxCrossEntropyWithLogits(network.logits(), targets).loss()
            : taught(tf, teacher, own, classes, features);
    loss = tf.withName("loss").math.mean(losses, tf.constant(0));
    var known = tf.math.greater(tf.reduceSum(own, tf.constant(1)), tf.constant(0f));
    labelled = count(tf, known);
    correct = count(tf, tf.math.logicalAnd(known, hits(tf, own)));
    Op applied = applyGradients(graph, settings);
    learningRateInputs = learningRateInputs(graph);
    Op decayed = decay(tf, applied, settings.weightDecay());
    step = average(tf, decayed, settings.averageDecay() > 0);
  }

  private static Placeholder<TFloat32> scalar(Ops tf, String name) {
    return tf.withName(name).placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
  }

  private Operand<TFloat32> columns(Ops tf, int from, int count) {
    return tf.slice(targets, tf.array(0, from), tf.array(-1, count));
  }

  /** The loss of each image, as {@link TeacherPlan} gives it. */
  private Operand<TFloat32> taught(
      Ops tf, TeacherPlan teacher, Operand<TFloat32> own, int classes, int features) {
    float temperature = teacher.temperature();
    var answers = columns(tf, classes, classes);
    var soft = tf.math.div(network.logits(), tf.constant(temperature));
    Operand<TFloat32> losses =
        tf.math.add(
            crossEntropy(tf, own, network.logits(), 1 - teacher.weight()),
            crossEntropy(tf, answers, soft, teacher.weight() * temperature * temperature));
    return network
        .projection()
        .<Operand<TFloat32>>map(
            head -> {
              var wanted = columns(tf, 2 * classes, features);
              var error = tf.math.mean(tf.math.squaredDifference(head, wanted), tf.constant(1));
              return tf.math.add(losses, tf.math.mul(error, tf.constant(teacher.featureWeight())));
            })
        .orElse(losses);
  }

  /** Of rows with any sum: the fused op has the gradient of rows with sum 1 alone. */
  private static Operand<TFloat32> crossEntropy(
      Ops tf, Operand<TFloat32> rows, Operand<TFloat32> logits, float weight) {
    var products = tf.math.mul(rows, tf.nn.logSoftmax(logits));
    return tf.math.mul(tf.reduceSum(products, tf.constant(1)), tf.constant(-weight));
  }

  private Operand<TBool> hits(Ops tf, Operand<TFloat32> wanted) {
    var predicted = tf.math.argMax(network.logits(), tf.constant(1), TInt32.class);
    var actual = tf.math.argMax(wanted, tf.constant(1), TInt32.class);
    return tf.math.equal(predicted, actual);
  }

  private static Operand<TInt32> count(Ops tf, Operand<TBool> rows) {
    return tf.reduceSum(tf.dtypes.cast(rows, TInt32.class), tf.constant(0));
  }

  /** The variables are named one by one: {@code minimize} would ask for those the loss misses. */
  private Op applyGradients(Graph graph, Hyperparameters settings) {
    List<Variable<TFloat32>> variables = network.trainable();
    Output<?>[] outputs = variables.stream().map(Operand::asOutput).toArray(Output<?>[]::new);
    Output<?>[] gradients = graph.addGradients(loss.asOutput(), outputs);
    List<GradAndVar<? extends TType>> pairs = new ArrayList<>();
    for (int i = 0; i < outputs.length; i++) {
      pairs.add(pair(gradients[i], variables.get(i).asOutput()));
    }
    return optimizer(graph, settings).applyGradients(pairs, "train");
  }

  @SuppressWarnings("unchecked") // the gradient of a float variable is a float
  private static GradAndVar<TFloat32> pair(Output<?> gradient, Output<TFloat32> variable) {
    return new GradAndVar<>((Output<TFloat32>) gradient, variable);
  }

  private static Optimizer optimizer(Graph graph, Hyperparameters settings) {
    return switch (settings.optimizer()) {
      case ADAM -> new Adam(graph, settings.learningRate());
      case SGD -> new Momentum(graph, settings.learningRate(), 0.9f, true);
    };
  }

  /**
   * tensorflow-framework's optimizers hold their learning rate as a constant; a session may be fed
   * any tensor of its graph, so feeding those constants is how the rate follows its schedule.
   */
  private static List<Output<?>> learningRateInputs(Graph graph) {
    Map<String, Output<?>> found = new LinkedHashMap<>();
    graph
        .operations()
        .forEachRemaining(
            (GraphOperation op) -> {
              Integer input = LEARNING_RATE_INPUT.get(op.type());
              if (input != null) {
                Output<?> rate = op.input(input);
                found.put(rate.op().name(), rate);
              }
            });
    return List.copyOf(found.values());
  }

  private Op decay(Ops tf, Op after, float weightDecay) {
    if (weightDecay == 0) {
      return after;
    }
    Ops later = tf.withSubScope("decay").withControlDependencies(after);
    var rate = later.math.mul(learningRate, later.constant(weightDecay));
    List<Op> updates = new ArrayList<>();
    for (Variable<TFloat32> kernel : network.kernels()) {
      updates.add(later.assignSub(kernel, later.math.mul(kernel, rate)));
    }
    return tf.withControlDependencies(updates).noOp();
  }

  private Op average(Ops tf, Op after, boolean averaged) {
    exported.putAll(network.variables());
    List<Op> updates = new ArrayList<>(network.updates());
    updates.add(after);
    if (averaged) {
      Ops later = tf.withSubScope("averaging").withControlDependencies(List.copyOf(updates));
      network
          .variables()
          .forEach(
              (name, weight) -> {
                Variable<TFloat32> mean = zeros(tf.withInitScope(), AVERAGES + name, weight);
                exported.put(name, mean);
                updates.add(towards(later, mean, weight));
              });
    }
    return tf.withName("step").withControlDependencies(updates).noOp();
  }

  private static Variable<TFloat32> zeros(Ops init, String name, Variable<TFloat32> like) {
    var values = init.zeros(init.constant(like.shape()), TFloat32.class);
    return init.withName(name.replace('/', '.')).variable(values);
  }

  /** mean -= (1 - decay) (mean - weight). */
  private Op towards(Ops tf, Variable<TFloat32> mean, Variable<TFloat32> weight) {
    var share = tf.math.sub(tf.constant(1f), averageDecay);
    return tf.assignSub(mean, tf.math.mul(tf.math.sub(mean, weight), share));
  }

  /** Everything that a checkpoint has to hold: weights, averages and the optimizer's slots. */
  static Stream<GraphOperation> variables(Graph graph) {
    Iterable<GraphOperation> operations = graph::operations;
    return java.util.stream.StreamSupport.stream(operations.spliterator(), false)
        .filter(op -> op.type().equals(Optimizer.VARIABLE_V2));
  }
}
