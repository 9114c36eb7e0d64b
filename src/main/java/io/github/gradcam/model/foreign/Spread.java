package io.github.gradcam.model.foreign;

import java.util.Locale;

/**
 * The values that a layer is given of an image with every brightness.
 *
 * @param mean of the values
 * @param deviation of the values
 */
record Spread(double mean, double deviation) {

  /** 0..1 has a deviation of 0.29, -1..1 one of 0.58, ImageNet's normalisation one of 1.3. */
  private static final double FLAT = 0.05;

  /** Unscaled pixels have a mean of 127, or one near 0 where ImageNet's was taken away. */
  private static final double BRIGHT = 60;

  private static final double USUAL_FROM = 0.15;
  private static final double USUAL_TO = 3;

  /** No pixels have a larger deviation, unless they were scaled up. */
  private static final double PIXELS = 100;

  private static final double MIDDLE = 127.5;

  static Spread of(float[] values) {
    double mean = 0;
    double square = 0;
    for (float value : values) {
      mean += value / (double) values.length;
      square += (double) value * value / values.length;
    }
    return new Spread(mean, Math.sqrt(Math.max(0, square - mean * mean)));
  }

  /** Whether there is hardly any contrast. */
  boolean flat() {
    return deviation < FLAT;
  }

  /** Whether pixels were neither scaled nor centred. */
  boolean raw() {
    return deviation > BRIGHT && Math.abs(mean) > BRIGHT;
  }

  /** Whether they are like the pixels themselves. */
  boolean pixels() {
    return raw() && Math.abs(mean - MIDDLE) < MIDDLE / 4 && deviation < PIXELS;
  }

  /** Whether networks are trained on such values: scaled to about 1, or pixels less their mean. */
  boolean usual() {
    boolean scaled = deviation > USUAL_FROM && deviation < USUAL_TO && Math.abs(mean) < USUAL_TO;
    boolean centred = deviation > BRIGHT && deviation < PIXELS && Math.abs(mean) < BRIGHT;
    return scaled || centred;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.3g +- %.2g", mean, deviation);
  }
}
