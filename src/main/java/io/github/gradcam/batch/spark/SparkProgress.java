package io.github.gradcam.batch.spark;

/** Is told how a run gets on, in a thread of its own. */
@FunctionalInterface
public interface SparkProgress {

  /**
   * Some images are done.
   *
   * @param done images of this run, counted as their tasks end
   * @param images how many there are
   */
  void done(long done, long images);
}
