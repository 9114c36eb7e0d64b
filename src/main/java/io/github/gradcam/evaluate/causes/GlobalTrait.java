package io.github.gradcam.evaluate.causes;

import io.github.gradcam.image.Blur;
import io.github.gradcam.image.RgbImage;

/** What an image looks like as a whole, which no region of it tells. */
public enum GlobalTrait {

  /** The mean of red, of green and of blue, 0..255: a colour cast, or the brightness. */
  COLOUR(TriedCause.Kind.COLOUR) {
    @Override
    double[] of(RgbImage image) {
      double[] means = new double[RgbImage.CHANNELS];
      byte[] pixels = image.pixels();
      for (int i = 0; i < pixels.length; i++) {
        means[i % RgbImage.CHANNELS] += pixels[i] & 0xff;
      }
      for (int colour = 0; colour < means.length; colour++) {
        means[colour] /= image.width() * image.height();
      }
      return means;
    }

    @Override
    RgbImage give(RgbImage host, double[] difference) {
      return mapped(host, (value, colour) -> value + difference[colour]);
    }

    /**
     * Another cast of the same size: with the colours' parts exchanged, or turned round if grey.
     */
    @Override
    double[] other(double[] difference) {
      double[] exchanged = {difference[1], difference[2], difference[0]};
      double product = 0;
      double square = 0;
      for (int colour = 0; colour < difference.length; colour++) {
        product += difference[colour] * exchanged[colour];
        square += difference[colour] * difference[colour];
      }
      return product > SIMILAR * square ? super.other(difference) : exchanged;
    }
  },

  /** The logarithm of the standard deviation of the brightness. */
  CONTRAST(TriedCause.Kind.CONTRAST) {
    @Override
    double[] of(RgbImage image) {
      double[] grey = grey(image);
      double mean = mean(grey);
      double squares = 0;
      for (double value : grey) {
        squares += (value - mean) * (value - mean);
      }
      return new double[] {Math.log(Math.sqrt(squares / grey.length) + 1)};
    }

    @Override
    RgbImage give(RgbImage host, double[] difference) {
      double mean = mean(grey(host));
      double factor = Math.exp(difference[0]);
      return mapped(host, (value, colour) -> mean + (value - mean) * factor);
    }
  },

  /** The logarithm of the variance of the brightness's Laplacian: low for a blurred image. */
  SHARPNESS(TriedCause.Kind.SHARPNESS) {
    @Override
    double[] of(RgbImage image) {
      double[] grey = grey(image);
      int width = image.width();
      double sum = 0;
      double squares = 0;
      int count = 0;
      for (int y = 1; y + 1 < image.height(); y++) {
        for (int x = 1; x + 1 < width; x++) {
          int at = y * width + x;
          double value =
              grey[at - 1] + grey[at + 1] + grey[at - width] + grey[at + width] - 4 * grey[at];
          sum += value;
          squares += value * value;
          count++;
        }
      }
      double mean = count == 0 ? 0 : sum / count;
      return new double[] {Math.log(count == 0 ? 1 : squares / count - mean * mean + 1)};
    }

    /** By the blur, or its opposite, that comes nearest. */
    @Override
    RgbImage give(RgbImage host, double[] difference) {
      double wanted = of(host)[0] + difference[0];
      RgbImage best = host;
      double distance = Math.abs(difference[0]);
      for (double strength : STRENGTHS) {
        RgbImage changed =
            difference[0] < 0 ? Blur.gaussian(host, strength) : sharpened(host, strength);
        double off = Math.abs(of(changed)[0] - wanted);
        if (off < distance) {
          distance = off;
          best = changed;
        }
      }
      return best;
    }

    private RgbImage sharpened(RgbImage image, double amount) {
      byte[] smooth = Blur.gaussian(image, 1).pixels();
      byte[] pixels = image.pixels().clone();
      for (int i = 0; i < pixels.length; i++) {
        double value = pixels[i] & 0xff;
        pixels[i] = rounded(value + amount * (value - (smooth[i] & 0xff)));
      }
      return new RgbImage(image.width(), image.height(), pixels);
    }
  };

  private static final double SIMILAR = 0.9;
  private static final double[] STRENGTHS = {0.4, 0.6, 0.8, 1, 1.4, 2, 3, 4, 6};

  private final TriedCause.Kind kind;

  GlobalTrait(TriedCause.Kind kind) {
    this.kind = kind;
  }

  /** How a pixel's value of a colour changes. */
  @FunctionalInterface
  private interface Change {
    double of(double value, int colour);
  }

  /** {@return the kind of trial that gives it to other images} */
  public TriedCause.Kind kind() {
    return kind;
  }

  /** The trait of an image, one number or three. */
  abstract double[] of(RgbImage image);

  /** A copy of an image whose trait differs by so much, as far as pixels allow. */
  abstract RgbImage give(RgbImage host, double[] difference);

  /** Another difference of the same size, for comparison. */
  double[] other(double[] difference) {
    double[] turned = difference.clone();
    for (int i = 0; i < turned.length; i++) {
      turned[i] = -turned[i];
    }
    return turned;
  }

  private static double[] grey(RgbImage image) {
    double[] grey = new double[image.width() * image.height()];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = image.brightness(i);
    }
    return grey;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static RgbImage mapped(RgbImage image, Change change) {
    byte[] pixels = image.pixels().clone();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = rounded(change.of(pixels[i] & 0xff, i % RgbImage.CHANNELS));
    }
    return new RgbImage(image.width(), image.height(), pixels);
  }

  private static byte rounded(double value) {
    return (byte) Math.round(Math.max(0, Math.min(255, value)));
  }
}
