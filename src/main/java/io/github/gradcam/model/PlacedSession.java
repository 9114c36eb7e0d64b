package io.github.gradcam.model;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * A session on a copy of the graph whose every op names the device: gradients are added without
 * one, and would go to the first. The copy is made anew when an op is asked for that it lacks; an
 * op that it has is complete, for ops never change and their inputs are older than they are.
 */
final class PlacedSession extends NetworkSession {

  private final Graph graph;
  private final Execution execution;

  /** Held to read by runs, to write by who replaces the copy. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private @Nullable Copy copy;
  private boolean closed;

  PlacedSession(Graph graph, Execution execution) {
    this.graph = graph;
    this.execution = execution;
  }

  @Override
  Result answer(NetworkRun run) {
    while (true) {
      lock.readLock().lock();
      try {
        if (copy != null && run.all(copy::has)) {
          return run.on(copy.session(), copy::same);
        }
      } finally {
        lock.readLock().unlock();
      }
      replaceCopy(run);
    }
  }

  private void replaceCopy(NetworkRun run) {
    lock.writeLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("Expected an open classifier, found it closed");
      }
      if (copy == null || !run.all(copy::has)) {
        release();
        copy = Copy.of(graph.toGraphDef(), execution);
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void release() {
    if (copy != null) {
      copy.close();
      copy = null;
    }
  }

  @Override
  void close() {
    lock.writeLock().lock();
    try {
      closed = true;
      release();
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Has every op name the device. */
  static GraphDef placed(GraphDef original, Device device) {
    GraphDef.Builder all = original.toBuilder();
    all.getNodeBuilderList().forEach((NodeDef.Builder node) -> node.setDevice(device.graphName()));
    return all.build();
  }

  private record Copy(Graph graph, Session session) {

    static Copy of(GraphDef original, Execution execution) {
      Graph graph = new Graph();
      try {
        graph.importGraphDef(placed(original, execution.device()));
        return new Copy(graph, new Session(graph, execution.sessionConfig()));
      } catch (RuntimeException e) {
        graph.close();
        throw e;
      }
    }

    boolean has(Output<?> end) {
      return graph.operation(end.op().name()) != null;
    }

    Output<?> same(Output<?> end) {
      return graph.operationOrThrow(end.op().name()).output(end.index());
    }

    void close() {
      session.close();
      graph.close();
    }
  }
}
