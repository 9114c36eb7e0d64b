package io.github.gradcam.model.kernel;

import org.tensorflow.Graph;

/** Where all graphs begin: TensorFlow is loaded with its first, and the kernels settled before. */
public final class Graphs {

  private Graphs() {}

  /**
   * Settles the kernels of this process, if that is still to be done, and makes a graph.
   *
   * @return a new graph without ops, the caller's to close
   */
  public static Graph empty() {
    NativeEnvironment.quiet();
    KernelRuntime.settle();
    return new Graph();
  }

  /** Settles the kernels and loads TensorFlow, so that the first graph does not wait for it. */
  public static void prepare() {
    empty().close();
  }
}
