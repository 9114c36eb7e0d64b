package io.github.gradcam.evaluate;

/**
 * What a classifier said about one image whose class is known.
 *
 * @param path where the image came from, shown to the reader as it is
 * @param actual index of the true class, in {@code 0..probabilities.length - 1}
 * @param probabilities [classes] softmax output, each finite and in 0..1; shared, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // probabilities are read, never compared
public record Prediction(String path, int actual, float[] probabilities) {

  /** Softmax of a half-precision network may exceed 1 by its rounding. */
  private static final float ROUNDING = 0.01f;

  /**
   * Checks the class and the probabilities.
   *
   * @throws IllegalArgumentException if the class has no probability, or a probability is no number
   *     in 0..1
   */
  public Prediction {
    if (actual < 0 || actual >= probabilities.length) {
      throw new IllegalArgumentException(
          "Expected a class in 0..%d for %s, found %d"
              .formatted(probabilities.length - 1, path, actual));
    }
    for (float probability : probabilities) {
      if (!(probability >= -ROUNDING && probability <= 1 + ROUNDING)) {
        throw new IllegalArgumentException(
            "Expected probabilities in 0..1 for %s, found %s; check the weights of the model"
                .formatted(path, probability));
      }
    }
  }

  /**
   * {@return the class that the classifier finds most likely: index of the highest probability, the
   * lowest index on a tie}
   */
  public int predicted() {
    int best = 0;
    for (int i = 1; i < probabilities.length; i++) {
      if (probabilities[i] > probabilities[best]) {
        best = i;
      }
    }
    return best;
  }

  /**
   * {@return how sure the classifier is of its answer: the probability of {@link #predicted()},
   * 0..1}
   */
  public float confidence() {
    return probabilities[predicted()];
  }

  /** {@return whether the answer is right: true if {@link #predicted()} is {@link #actual()}} */
  public boolean correct() {
    return predicted() == actual;
  }
}
