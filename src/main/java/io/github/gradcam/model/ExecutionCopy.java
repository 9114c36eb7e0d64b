package io.github.gradcam.model;

import io.github.gradcam.model.device.Device;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.graph.BatchNormFolding;
import io.github.gradcam.model.kernel.Graphs;
import io.github.gradcam.model.kernel.NetworkKernels;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * A graph for runs alone: without ops that they do not need, with batch normalisation folded into
 * convolutions, and with every op naming the device where that is not the first. Gradients are
 * added without a device, and would go to the first.
 *
 * @param graph the copy
 * @param session on it
 * @param kernels of the processor, for it
 * @param ends tensors that may be fed; what else is there may be fetched
 */
record ExecutionCopy(Graph graph, Session session, NetworkKernels kernels, Set<String> ends) {

  /**
   * Opens a session.
   *
   * @param original the ops of the classifier's graph
   * @param ends all that is fed and fetched, by tensor
   * @param execution where and how to compute
   * @return a copy, the caller's to close
   */
  static ExecutionCopy of(GraphDef original, Set<String> ends, Execution execution) {
    GraphDef folded = BatchNormFolding.fold(original, ends);
    Graph graph = Graphs.empty();
    try {
      graph.importGraphDef(
          execution.device().first() ? folded : placed(folded, execution.device()));
      NetworkKernels kernels = execution.kernels(graph);
      return new ExecutionCopy(
          graph, new Session(graph, execution.answering()), kernels, Set.copyOf(ends));
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  /** Has every op name the device. */
  static GraphDef placed(GraphDef original, Device device) {
    GraphDef.Builder all = original.toBuilder();
    all.getNodeBuilderList().forEach((NodeDef.Builder node) -> node.setDevice(device.graphName()));
    return all.build();
  }

  /**
   * Whether a run finds its ends. An op that is here is complete, for ops never change; but what
   * comes of a constant may be in here in another form, so that only known ends can be fed.
   */
  boolean serves(NetworkRun run) {
    return run.feedsAll(feed -> ends.contains(NetworkRun.name(feed))) && run.fetchesAll(this::has);
  }

  private boolean has(Output<?> end) {
    GraphOperation op = graph.operation(end.op().name());
    return op != null && end.index() < op.numOutputs();
  }

  /** Finds an end of the classifier's graph. */
  Output<?> same(Output<?> end) {
    return graph.operationOrThrow(end.op().name()).output(end.index());
  }

  /** Releases the copy; safe to call twice. */
  void close() {
    session.close();
    graph.close();
  }
}
