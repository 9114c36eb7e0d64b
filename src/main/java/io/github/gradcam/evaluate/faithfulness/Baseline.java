package io.github.gradcam.evaluate.faithfulness;

import io.github.gradcam.image.Blur;
import io.github.gradcam.image.RgbImage;
import java.util.Locale;

/**
 * What a removed pixel becomes. A flat colour removes everything but adds edges that no image has;
 * a blur adds none but leaves the coarse colours. What holds for both is no accident of either.
 */
public enum Baseline {

  /**
   * The image, smoothed by a Gaussian whose sigma is a fourteenth of the shorter side: 16 at 224,
   * 11 at 150. RISE (Petsiuk et al.) took sigma 5 at 224, cut off after 5 pixels, which leaves
   * every structure of more than some 10 pixels in place, and with it much of the evidence.
   */
  BLUR {
    @Override
    public RgbImage of(RgbImage photo, FlatColour neutral) {
      return Blur.gaussian(photo, Math.min(photo.width(), photo.height()) / SIGMAS_A_SIDE);
    }
  },

  /** The colour that the network's preprocessing maps to zero. */
  NEUTRAL {
    @Override
    public RgbImage of(RgbImage photo, FlatColour neutral) {
      return neutral.picture(photo.width(), photo.height());
    }
  };

  private static final double SIGMAS_A_SIDE = 14;

  /**
   * The image with every pixel removed.
   *
   * @param photo at the network's input size
   * @param neutral the flat colour of {@link #NEUTRAL}
   * @return an image of the same size
   */
  public abstract RgbImage of(RgbImage photo, FlatColour neutral);

  /** The name as it is typed: lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
