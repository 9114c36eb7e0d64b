package io.github.gradcam.train;

/**
 * How the weights are learned.
 *
 * @param optimizer Adam or SGD with momentum
 * @param learningRate the highest learning rate, reached after the warm-up
 * @param warmUpEpochs epochs over which the learning rate rises from near 0
 * @param epochs how many times each image is seen
 * @param batchSize images a step
 * @param weightDecay decoupled decay of kernels: at each step they shrink by learning rate x decay
 * @param labelSmoothing share of each target that is spread over all classes, 0 up to 1
 * @param averageDecay decay of the exponential moving average of the weights, which validation and
 *     export use; 0 turns it off
 */
public record Hyperparameters(
    OptimizerKind optimizer,
    float learningRate,
    float warmUpEpochs,
    int epochs,
    int batchSize,
    float weightDecay,
    float labelSmoothing,
    float averageDecay) {

  /** The optimizers to choose from. */
  public enum OptimizerKind {
    /** Adam (Kingma and Ba, ICLR 2015, arXiv:1412.6980). */
    ADAM,
    /** Stochastic gradient descent with Nesterov momentum 0.9. */
    SGD
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is outside its range
   */
  public Hyperparameters {
    require(learningRate > 0, "a learning rate above 0", learningRate);
    require(warmUpEpochs >= 0, "warm-up epochs of at least 0", warmUpEpochs);
    require(epochs >= 1, "at least 1 epoch", epochs);
    require(batchSize >= 1, "a batch size of at least 1", batchSize);
    require(weightDecay >= 0, "a weight decay of at least 0", weightDecay);
    require(labelSmoothing >= 0 && labelSmoothing < 1, "label smoothing in [0, 1)", labelSmoothing);
    require(averageDecay >= 0 && averageDecay < 1, "an average decay in [0, 1)", averageDecay);
  }

  private static void require(boolean holds, String expected, Number found) {
    if (!holds) {
      throw new IllegalArgumentException("Expected " + expected + ", found " + found);
    }
  }

  /**
   * The learning rate at a moment: linear warm-up, then half a cosine down to a hundredth.
   *
   * @param epoch fractional, 0 up to {@link #epochs}
   * @return above 0
   */
  public float learningRateAt(double epoch) {
    if (epoch < warmUpEpochs) {
      return (float) (learningRate * (epoch + 1e-2) / (warmUpEpochs + 1e-2));
    }
    double progress = (epoch - warmUpEpochs) / Math.max(1e-9, epochs - warmUpEpochs);
    double cosine = (1 + Math.cos(Math.PI * Math.min(1, progress))) / 2;
    return (float) (learningRate * (0.01 + 0.99 * cosine));
  }
}
