package io.github.gradcam.serve.protocol;

import io.github.gradcam.explain.imputation.LinearImputation;
import io.github.gradcam.image.Blur;
import io.github.gradcam.image.RgbImage;
import java.util.BitSet;
import java.util.Locale;

/** What takes the place of a covered region. */
enum Fill {
  /** Each pixel the mean of its neighbours, as ROAD has it: its edge cannot be told. */
  ROAD {
    @Override
    RgbImage fill(RgbImage image, BitSet covered, byte[] neutral) {
      return LinearImputation.of(image, covered, LinearImputation.NOISE, SEED);
    }
  },
  /** The image, blurred. */
  BLUR {
    @Override
    RgbImage fill(RgbImage image, BitSet covered, byte[] neutral) {
      return mixed(image, covered, Blur.gaussian(image, image.width() / SIGMAS).pixels());
    }
  },
  /** The colour that says nothing to the network, a grey for most. */
  GREY {
    @Override
    RgbImage fill(RgbImage image, BitSet covered, byte[] neutral) {
      byte[] plain = new byte[image.pixels().length];
      for (int i = 0; i < plain.length; i++) {
        plain[i] = neutral[i % RgbImage.CHANNELS];
      }
      return mixed(image, covered, plain);
    }
  };

  private static final long SEED = 1;

  /** A region of a tenth of the image's width keeps no form. */
  private static final double SIGMAS = 12;

  /**
   * Covers a region.
   *
   * @param image at the network's input size
   * @param covered its pixels, row by row; some, not all
   * @param neutral the colour that says nothing to the network
   */
  abstract RgbImage fill(RgbImage image, BitSet covered, byte[] neutral);

  private static RgbImage mixed(RgbImage image, BitSet covered, byte[] other) {
    byte[] pixels = image.pixels().clone();
    for (int i = covered.nextSetBit(0); i >= 0; i = covered.nextSetBit(i + 1)) {
      System.arraycopy(
          other, i * RgbImage.CHANNELS, pixels, i * RgbImage.CHANNELS, RgbImage.CHANNELS);
    }
    return new RgbImage(image.width(), image.height(), pixels);
  }

  static Fill of(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "road" -> ROAD;
      case "blur" -> BLUR;
      case "grey", "gray" -> GREY;
      default ->
          throw new IllegalArgumentException(
              "Expected a fill of road, blur or grey, found '%s'".formatted(name));
    };
  }
}
