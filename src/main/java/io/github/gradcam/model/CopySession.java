package io.github.gradcam.model;

import io.github.gradcam.model.device.Execution;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Result;

/**
 * A session on a copy of what is asked for of the graph, which is made anew when a run asks for an
 * end that it lacks. All ends that were ever asked for stay in it.
 */
final class CopySession extends NetworkSession {

  private final Graph graph;
  private final Execution execution;
  private final Set<String> ends;

  /** Held to read by runs, to write by who replaces the copy. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private @Nullable ExecutionCopy copy;
  private boolean closed;

  /**
   * Waits for the first run with the copy.
   *
   * @param usual ends that runs ask for, so that their copy serves later runs too
   */
  CopySession(Graph graph, Set<String> usual, Execution execution) {
    this.graph = graph;
    this.ends = new HashSet<>(usual);
    this.execution = execution;
  }

  @Override
  Result answer(NetworkRun run) {
    while (true) {
      lock.readLock().lock();
      try {
        if (copy != null && copy.serves(run)) {
          return run.on(copy.session(), copy::same, copy.kernels());
        }
      } finally {
        lock.readLock().unlock();
      }
      replaceCopy(run);
    }
  }

  @Override
  void requireGradients(Set<String> through) {
    execution.kernels(graph).requireGradients(through);
  }

  private void replaceCopy(NetworkRun run) {
    lock.writeLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("Expected an open classifier, found it closed");
      }
      if (copy == null || !copy.serves(run)) {
        release();
        ends.addAll(run.ends());
        copy = ExecutionCopy.of(graph.toGraphDef(), ends, execution);
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
  public void close() {
    lock.writeLock().lock();
    try {
      closed = true;
      release();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
