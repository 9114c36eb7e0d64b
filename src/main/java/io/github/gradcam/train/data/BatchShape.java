package io.github.gradcam.train.data;

/**
 * The size of batches.
 *
 * @param batchSize images a batch
 * @param imageSize columns and rows of an image
 * @param dropRemainder whether a last batch with fewer images is left out
 */
public record BatchShape(int batchSize, int imageSize, boolean dropRemainder) {

  public BatchShape {
    checkPositive("images a batch", batchSize);
    checkPositive("pixels a side", imageSize);
  }

  /**
   * Counts batches.
   *
   * @param images the number of images
   * @return how many batches they make
   */
  int batches(int images) {
    return dropRemainder ? images / batchSize : (images + batchSize - 1) / batchSize;
  }

  /**
   * Counts the bytes of one image.
   *
   * @return height x width x 3
   */
  int imageBytes() {
    return imageSize * imageSize * 3;
  }

  /**
   * Checks a count.
   *
   * @param what what is counted
   * @param value the count
   * @throws IllegalArgumentException if it is below 1
   */
  public static void checkPositive(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "Expected a number of %s of at least 1, found %d".formatted(what, value));
    }
  }
}
