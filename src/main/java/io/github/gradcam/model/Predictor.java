package io.github.gradcam.model;

/** Answers for batches; owns what it takes for that. */
public interface Predictor extends AutoCloseable {

  /**
   * Answers for a batch, before the softmax.
   *
   * @param values what the network takes, as bytes, one picture after the other
   * @param count N, at least 1
   * @return [N][classes]
   * @throws IllegalArgumentException if the number of bytes does not fit
   */
  float[][] logits(byte[] values, int count);

  /** Releases what it holds; safe to call twice. */
  @Override
  void close();
}
