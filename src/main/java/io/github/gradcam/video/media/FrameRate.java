package io.github.gradcam.video.media;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Frames a second as people write them. */
public final class FrameRate {

  private static final Pattern DECIMAL = Pattern.compile("\\d{1,5}(?:\\.\\d{1,4})?");
  private static final Pattern FRACTION = Pattern.compile("(\\d{1,9})/([1-9]\\d{0,8})");
  private static final double LEAST = 0.001;
  private static final double MOST = 10_000;

  /** The rates that television runs a thousandth slower. */
  private static final List<Integer> TELEVISION = List.of(24, 30, 48, 60, 120);

  private static final int SLOWER = 1001;

  private FrameRate() {}

  /**
   * Reads a rate, such as {@code 25}, {@code 12.5} or {@code 30000/1001}; {@code 29.97} and its
   * like mean the exact rate of television.
   *
   * @param text as typed
   * @return frames a second, in lowest terms
   * @throws IllegalArgumentException if it is no rate of 0.001 to 10000
   */
  public static Ratio of(String text) {
    Ratio rate = read(text.strip());
    if (rate == null || rate.value() < LEAST || rate.value() > MOST) {
      throw new IllegalArgumentException(
          "Expected --fps of frames a second such as 25, 29.97 or 30000/1001, found '%s'"
              .formatted(text));
    }
    return rate;
  }

  private static @Nullable Ratio read(String text) {
    Matcher fraction = FRACTION.matcher(text);
    if (fraction.matches()) {
      return reduced(new BigInteger(fraction.group(1)), new BigInteger(fraction.group(2)));
    }
    return DECIMAL.matcher(text).matches() ? decimal(new BigDecimal(text)) : null;
  }

  private static Ratio decimal(BigDecimal value) {
    for (int whole : TELEVISION) {
      if (isRounded(value, whole)) {
        return new Ratio(1000 * whole, SLOWER);
      }
    }
    return reduced(value.unscaledValue(), BigInteger.TEN.pow(value.scale()));
  }

  /** Whether a number is a rate of television with two digits or more, rounded or cut off. */
  private static boolean isRounded(BigDecimal value, int whole) {
    BigDecimal exact =
        BigDecimal.valueOf(1000L * whole)
            .divide(BigDecimal.valueOf(SLOWER), 2 * value.precision() + 1, RoundingMode.DOWN);
    return value.scale() >= 2
        && (value.compareTo(exact.setScale(value.scale(), RoundingMode.HALF_UP)) == 0
            || value.compareTo(exact.setScale(value.scale(), RoundingMode.DOWN)) == 0);
  }

  private static Ratio reduced(BigInteger numerator, BigInteger denominator) {
    BigInteger common = numerator.gcd(denominator);
    return new Ratio(
        numerator.divide(common).intValueExact(), denominator.divide(common).intValueExact());
  }
}
