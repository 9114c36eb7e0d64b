package io.github.gradcam.model;

import java.util.function.UnaryOperator;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;

/** A session on the graph itself, whose ops go to the device that TensorFlow prefers. */
final class PlainSession extends NetworkSession {

  private final Session session;

  PlainSession(Graph graph, Execution execution) {
    this.session = new Session(graph, execution.sessionConfig());
  }

  @Override
  Result answer(NetworkRun run) {
    return run.on(session, UnaryOperator.identity());
  }

  @Override
  void close() {
    session.close();
  }
}
