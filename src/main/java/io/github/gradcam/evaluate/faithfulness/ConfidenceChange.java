package io.github.gradcam.evaluate.faithfulness;

import io.github.gradcam.image.RgbImage;

/**
 * What is left of the probability when the network sees only what the map shows: the explanation
 * image {@code photo * heat + neutral * (1 - heat)}. With Y the probability on the image and O that
 * on the explanation image:
 *
 * <ul>
 *   <li>drop, {@code max(0, Y - O) / Y}, 0..1, lower is better; its mean over images is the average
 *       drop, and the share of images with {@code O > Y}, 0..1, higher is better, is the increase
 *       in confidence (Chattopadhay et al., "Grad-CAM++", WACV 2018, arXiv:1710.11063)
 *   <li>gain, {@code max(0, O - Y) / (1 - Y)}, 0..1, higher is better; its mean is the average gain
 *       (Zhang et al., "Opti-CAM", arXiv:2301.07002)
 * </ul>
 *
 * <p>A map that is hot everywhere has drop 0, so these three never stand alone.
 *
 * @param photo Y
 * @param explanation O
 */
public record ConfidenceChange(double photo, double explanation) {

  /**
   * Shows the network only what the map shows.
   *
   * @param photo the image with its probability
   * @param heat [height][width] in one array, 0..1
   * @param neutral what cold pixels become
   * @param classIndex the class in question
   * @param scorer the network
   * @return both probabilities
   */
  public static ConfidenceChange of(
      ScoredImage photo, float[] heat, FlatColour neutral, int classIndex, ClassScorer scorer) {
    RgbImage explanation = explanationImage(photo.picture(), heat, neutral);
    float probability = scorer.probabilities(explanation.pixels(), 1, classIndex)[0];
    return new ConfidenceChange(photo.probability(), probability);
  }

  /**
   * Draws the explanation image.
   *
   * @param photo the image
   * @param heat [height][width] in one array, 0..1; NaN counts as 0
   * @param neutral what cold pixels become
   * @return {@code photo * heat + neutral * (1 - heat)}, rounded
   * @throws IllegalArgumentException if the map has another size than the image
   */
  public static RgbImage explanationImage(RgbImage photo, float[] heat, FlatColour neutral) {
    if (heat.length != photo.width() * photo.height()) {
      throw new IllegalArgumentException(
          "Expected a map of %d x %d values, found %d"
              .formatted(photo.width(), photo.height(), heat.length));
    }
    byte[] pixels = new byte[photo.pixels().length];
    for (int i = 0; i < pixels.length; i++) {
      float value = heat[i / RgbImage.CHANNELS];
      float share = value > 0 ? Math.min(value, 1) : 0;
      int colour = neutral.channel(i % RgbImage.CHANNELS);
      int bright = photo.pixels()[i] & 0xff;
      pixels[i] = (byte) Math.round(bright * share + colour * (1 - share));
    }
    return new RgbImage(photo.width(), photo.height(), pixels);
  }

  /**
   * {@return the share of the probability that is lost: 0..1; 0 where Y is 0, as nothing can be
   * lost}
   */
  public double drop() {
    return photo > 0 ? Math.max(0, photo - explanation) / photo : 0;
  }

  /** {@return whether the probability grows: 1 if {@code O > Y}, else 0} */
  public double increase() {
    return explanation > photo ? 1 : 0;
  }

  /**
   * {@return the share of the missing probability that is won: 0..1; 0 where Y is 1, as nothing can
   * be won}
   */
  public double gain() {
    return photo < 1 ? Math.max(0, explanation - photo) / (1 - photo) : 0;
  }
}
