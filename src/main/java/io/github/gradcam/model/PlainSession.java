package io.github.gradcam.model;

import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.kernel.NetworkKernels;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;

/** A session on the graph itself, whose ops go to the device that TensorFlow prefers. */
final class PlainSession extends NetworkSession {

  private final Session session;
  private final NetworkKernels kernels;

  PlainSession(Graph graph, Execution execution) {
    this.kernels = execution.kernels(graph);
    this.session = new Session(graph, execution.answering());
  }

  @Override
  Result answer(NetworkRun run) {
    return run.on(session, UnaryOperator.identity(), kernels);
  }

  @Override
  void requireGradients(Set<String> through) {
    kernels.requireGradients(through);
  }

  @Override
  public void close() {
    session.close();
  }
}
