package io.github.gradcam.model;

import io.github.gradcam.model.device.Execution;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.exceptions.TFResourceExhaustedException;

/**
 * Runs the ops of a classifier's graph on the classifier's device; safe for several threads at
 * once, also while ops are added.
 */
public abstract sealed class NetworkSession permits PlainSession, CopySession {

  NetworkSession() {}

  /**
   * Opens the session that suits a graph and a device. A graph is copied, to be folded, where that
   * is known to pay: TensorFlow itself fuses batch normalisation with convolutions, but not with
   * depthwise ones.
   *
   * @param graph stays the caller's to close, after the session
   * @param endpoints what runs ask for
   * @param execution where and how to compute
   * @return a session, the caller's to close
   * @throws io.github.gradcam.model.kernel.KernelException if the network needs kernels that are
   *     wrong on this processor, and no user forced them
   */
  public static NetworkSession of(Graph graph, Endpoints endpoints, Execution execution) {
    execution.kernels(graph).requireAnswer();
    return execution.device().first() && !DepthwiseScaling.isIn(graph)
        ? new PlainSession(graph, execution)
        : new CopySession(graph, endpoints.tensors(), execution);
  }

  /**
   * Begins a question.
   *
   * @return for one run
   */
  public final NetworkRun runner() {
    return new NetworkRun(this);
  }

  /** Asks for kernels that are right for gradients, too, that pass some ops. */
  abstract void requireGradients(Set<String> through);

  final Result run(NetworkRun run) {
    try {
      return answer(run);
    } catch (TFResourceExhaustedException e) {
      throw new DeviceMemoryException(e);
    }
  }

  abstract Result answer(NetworkRun run);

  /** Releases what it holds; safe to call twice. */
  public abstract void close();
}
