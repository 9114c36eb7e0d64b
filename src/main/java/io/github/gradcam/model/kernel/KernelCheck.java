package io.github.gradcam.model.kernel;

import io.github.gradcam.model.kernel.KernelFinding.Part;
import io.github.gradcam.model.kernel.KernelFinding.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/**
 * Tries kernels in a session set up as those of networks are: each case by itself where not all can
 * be computed.
 */
final class KernelCheck {

  /** What is wrong in uninitialised memory is not wrong each time. */
  private static final int RUNS = 2;

  /** Threads may add in another order, and round to bfloat16 afterwards. */
  private static final double BETWEEN_RUNS = 0.01;

  private final ConfigProto config;

  /**
   * Settles how to compute.
   *
   * @param config of a session on a network
   */
  KernelCheck(ConfigProto config) {
    ConfigProto.Builder all = config.toBuilder();
    all.getGraphOptionsBuilder().getRewriteOptionsBuilder().setMinGraphNodes(-1);
    this.config = all.build();
  }

  /** Tries all cases, as networks use them that are explained and that are trained. */
  List<KernelFinding> run(List<KernelCase> cases) {
    List<KernelFinding> findings = new ArrayList<>();
    for (boolean training : new boolean[] {false, true}) {
      try {
        findings.addAll(together(cases, training));
      } catch (RuntimeException e) { // TensorFlow's own, of many kinds
        cases.forEach(each -> findings.addAll(alone(each, training)));
      }
    }
    return List.copyOf(findings);
  }

  /**
   * A kernel that TensorFlow lacks fails for itself; there may be one for the answer all the same.
   */
  private List<KernelFinding> alone(KernelCase one, boolean training) {
    Part part = one.gradients().isEmpty() ? Part.OUTPUT : Part.INPUT_GRADIENT;
    Use use = training ? Use.TRAINING : part == Part.OUTPUT ? Use.ANSWER : Use.EXPLANATION;
    try {
      return together(List.of(one), training);
    } catch (RuntimeException e) {
      List<KernelFinding> findings = new ArrayList<>();
      findings.add(one.finding(use, part, KernelFinding.NOT_OFFERED));
      if (!one.gradients().isEmpty()) {
        findings.addAll(alone(one.withoutGradients(), training));
      }
      return findings;
    }
  }

  private List<KernelFinding> together(List<KernelCase> cases, boolean training) {
    try (Graph graph = new Graph()) {
      List<Trial> trials = new ArrayList<>();
      for (KernelCase each : cases) {
        trials.add(Trial.of(graph, each, training));
      }
      try (Session session = new Session(graph, config)) {
        List<KernelFinding> findings = new ArrayList<>();
        List<List<Values>> first = answers(session, trials);
        for (int run = 1; run < RUNS; run++) {
          worsened(first, answers(session, trials));
        }
        for (int i = 0; i < trials.size(); i++) {
          findings.addAll(trials.get(i).findings(first.get(i)));
        }
        return findings;
      }
    }
  }

  /** What differs between runs becomes infinite. */
  private static void worsened(List<List<Values>> first, List<List<Values>> again) {
    for (int i = 0; i < first.size(); i++) {
      for (int j = 0; j < first.get(i).size(); j++) {
        Values values = first.get(i).get(j);
        if (values.error(again.get(i).get(j)) > BETWEEN_RUNS) {
          values.numbers()[0] = Double.POSITIVE_INFINITY;
        }
      }
    }
  }

  private static List<List<Values>> answers(Session session, List<Trial> trials) {
    Session.Runner runner = session.runner();
    List<TFloat32> fed = new ArrayList<>();
    try {
      for (Trial trial : trials) {
        for (int i = 0; i < trial.feeds().size(); i++) {
          TFloat32 tensor = trial.values().get(i).tensor();
          fed.add(tensor);
          runner.feed(trial.feeds().get(i), tensor);
        }
        trial.fetches().forEach(runner::fetch);
      }
      try (Result result = runner.run()) {
        List<List<Values>> answers = new ArrayList<>();
        int next = 0;
        for (Trial trial : trials) {
          List<Values> values = new ArrayList<>();
          for (int i = 0; i < trial.fetches().size(); i++) {
            values.add(Values.of((TFloat32) result.get(next++)));
          }
          answers.add(values);
        }
        return answers;
      }
    } finally {
      fed.forEach(TFloat32::close);
    }
  }

  /**
   * A case in a graph.
   *
   * @param tried the case
   * @param training whether all inputs are fed and all gradients asked for
   * @param feeds inputs that are fed, then the slope
   * @param values for the feeds
   * @param fetches the output, then gradients
   */
  private record Trial(
      KernelCase tried,
      boolean training,
      List<Output<?>> feeds,
      List<Values> values,
      List<Output<?>> fetches) {

    static Trial of(Graph graph, KernelCase tried, boolean training) {
      Ops tf = Ops.create(graph);
      List<Output<?>> feeds = new ArrayList<>();
      List<Values> values = new ArrayList<>();
      List<Operand<TFloat32>> inputs = new ArrayList<>();
      for (Values each : tried.inputs()) {
        if (training || inputs.isEmpty()) {
          inputs.add(fed(tf, each, feeds, values));
        } else {
          try (TFloat32 constant = each.tensor()) {
            inputs.add(tf.constantOf(constant));
          }
        }
      }
      Operand<TFloat32> output = tried.ops().build(tf, inputs);
      int wanted = training ? tried.gradients().size() : Math.min(1, tried.gradients().size());
      List<Output<?>> fetches = new ArrayList<>();
      // What is fetched is left in float32: the kernel's own output is not asked for.
      fetches.add(tf.math.mul(output, tf.constant(1f)).asOutput());
      if (wanted > 0) {
        Output<?> slope = fed(tf, tried.slope(), feeds, values).asOutput();
        Output<?>[] to =
            inputs.stream().limit(wanted).map(Operand::asOutput).toArray(Output<?>[]::new);
        Output<?>[] gradients =
            graph.addGradients(
                null, new Output<?>[] {output.asOutput()}, to, new Output<?>[] {slope});
        for (Output<?> gradient : gradients) {
          @SuppressWarnings("unchecked") // gradients of float32 are float32
          Output<TFloat32> typed = (Output<TFloat32>) gradient;
          fetches.add(tf.math.mul(typed, tf.constant(1f)).asOutput());
        }
      }
      return new Trial(tried, training, feeds, values, fetches);
    }

    private static Operand<TFloat32> fed(
        Ops tf, Values value, List<Output<?>> feeds, List<Values> values) {
      var placeholder = tf.placeholder(TFloat32.class, Placeholder.shape(value.shape()));
      feeds.add(placeholder.asOutput());
      values.add(value);
      return placeholder;
    }

    List<KernelFinding> findings(List<Values> found) {
      return IntStream.range(0, found.size())
          .mapToObj(
              i -> {
                Values expected = i == 0 ? tried.output() : tried.gradients().get(i - 1);
                Use use = training ? Use.TRAINING : i == 0 ? Use.ANSWER : Use.EXPLANATION;
                Part part =
                    i == 0 ? Part.OUTPUT : i == 1 ? Part.INPUT_GRADIENT : Part.WEIGHT_GRADIENT;
                return tried.finding(use, part, found.get(i).error(expected));
              })
          .toList();
    }
  }
}
