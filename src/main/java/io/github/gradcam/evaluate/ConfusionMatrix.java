package io.github.gradcam.evaluate;

import java.util.List;
import java.util.stream.LongStream;

/**
 * Which class was taken for which.
 *
 * @param counts [classes][classes] images; rows are the actual class, columns the predicted one;
 *     shared, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // counts are read, never compared
public record ConfusionMatrix(long[][] counts) {

  /**
   * Checks that the matrix is square.
   *
   * @throws IllegalArgumentException if a row has another length than there are rows
   */
  public ConfusionMatrix {
    for (long[] row : counts) {
      if (row.length != counts.length) {
        throw new IllegalArgumentException(
            "Expected %d columns for %d classes, found %d"
                .formatted(counts.length, counts.length, row.length));
      }
    }
  }

  /**
   * Counts predictions.
   *
   * @param predictions the answers to count
   * @param classes how many classes the classifier knows
   * @return the [classes][classes] counts
   * @throws IllegalArgumentException if a prediction has another number of probabilities
   */
  public static ConfusionMatrix of(List<Prediction> predictions, int classes) {
    long[][] counts = new long[classes][classes];
    for (Prediction prediction : predictions) {
      if (prediction.probabilities().length != classes) {
        throw new IllegalArgumentException(
            "Expected %d probabilities for %s, found %d"
                .formatted(classes, prediction.path(), prediction.probabilities().length));
      }
      counts[prediction.actual()][prediction.predicted()]++;
    }
    return new ConfusionMatrix(counts);
  }

  /**
   * Images of a class.
   *
   * @param index the class
   * @return sum of its row
   */
  public long actual(int index) {
    return LongStream.of(counts[index]).sum();
  }

  /**
   * Images taken for a class.
   *
   * @param index the class
   * @return sum of its column
   */
  public long predicted(int index) {
    long sum = 0;
    for (long[] row : counts) {
      sum += row[index];
    }
    return sum;
  }

  /**
   * Images of a class that were recognised.
   *
   * @param index the class
   * @return the count on the diagonal
   */
  public long correct(int index) {
    return counts[index][index];
  }
}
