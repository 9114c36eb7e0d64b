package io.github.gradcam.model.trunk;

import io.github.gradcam.model.Predictor;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.graph.RawValues;
import io.github.gradcam.model.kernel.NetworkKernels;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.types.TFloat32;

/** A tail whose weights are constants; owns its graph and session. */
final class FrozenTail implements Predictor {

  private final Graph graph;
  private final Session session;
  private final NetworkKernels kernels;
  private final Output<?> input;
  private final Output<TFloat32> logits;

  FrozenTail(Graph graph, String input, Output<TFloat32> logits, Execution execution) {
    this.graph = graph;
    this.input = graph.operationOrThrow(input).output(0);
    this.logits = logits;
    this.kernels = execution.kernels(graph);
    this.session = new Session(graph, execution.sessionConfig());
  }

  @Override
  public float[][] logits(byte[] values, int count) {
    Session.Runner runner = session.runner();
    kernels
        .inSinglePrecision(List.of(input.op().name()), List.of(logits.op().name()))
        .forEach(runner::addTarget);
    try (Tensor batch = RawValues.tensor(input, values, count);
        Result result = runner.feed(input, batch).fetch(logits).run()) {
      return RawValues.rows((TFloat32) result.get(0));
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
