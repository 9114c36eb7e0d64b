package io.github.gradcam.model;

/** Answers for batches; owns what it takes for that. */
public interface Predictor extends AutoCloseable {

  /**
   * Answers for a batch, before the softmax.
   *
   * @param values what the network takes, as bytes, one image after the other
   * @param count N, at least 1
   * @return [N][classes]
   * @throws IllegalArgumentException if the number of bytes does not fit
   */
  float[][] logits(byte[] values, int count);

  /**
   * Finds the class of the largest number.
   *
   * @param numbers logits or probabilities of one image, at least one
   * @return its index; the first of several that are equal
   */
  static int likeliest(float[] numbers) {
    int best = 0;
    for (int i = 1; i < numbers.length; i++) {
      best = numbers[i] > numbers[best] ? i : best;
    }
    return best;
  }

  /** Releases what it holds; safe to call twice. */
  @Override
  void close();
}
