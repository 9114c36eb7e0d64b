package io.github.gradcam.explain;

/**
 * The answer of a network for one picture, and where it came from.
 *
 * @param classIndex the class explained
 * @param probabilities [classes] in 0..1
 * @param heatmap where the network looked for that class
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record Explanation(int classIndex, float[] probabilities, Heatmap heatmap) {

  /**
   * The probability of the class explained.
   *
   * @return 0..1
   */
  public float probability() {
    return probabilities[classIndex];
  }
}
