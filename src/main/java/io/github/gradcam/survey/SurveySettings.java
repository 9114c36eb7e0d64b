package io.github.gradcam.survey;

/**
 * How much is looked at.
 *
 * @param images on the page at most; of a larger collection a stratified sample is shown and
 *     grouped
 * @param suspicions that are tried on the network, at most
 * @param seed of all that is drawn by chance
 */
public record SurveySettings(int images, int suspicions, long seed) {

  /** 10,000 images and 16 suspicions. */
  public static final SurveySettings DEFAULT = new SurveySettings(10_000, 16, 1);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if there is to be no image, or a negative number of suspicions
   */
  public SurveySettings {
    if (images < 1 || suspicions < 0) {
      throw new IllegalArgumentException(
          "Expected at least 1 image and 0 suspicions, found %d and %d"
              .formatted(images, suspicions));
    }
  }
}
