package io.github.gradcam.cli.console;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times of a video as people write them. */
public final class ClockTime {

  private static final Pattern SHAPE =
      Pattern.compile("(?:(?:(\\d{1,4}):)?(\\d{1,4}):)?(\\d{1,9}(?:\\.\\d{1,9})?)s?");

  private ClockTime() {}

  /**
   * Reads a time.
   *
   * @param text such as {@code 83.5}, {@code 83.5s}, {@code 1:23.5} or {@code 0:01:23.5}
   * @param option where it stands, for the message
   * @return seconds
   * @throws UsageException if it is none
   */
  public static double seconds(String text, String option) {
    Matcher matcher = SHAPE.matcher(text.strip());
    if (!matcher.matches()) {
      throw new UsageException(
          "Expected a time such as 83.5 or 1:23.5 after %s, found '%s'".formatted(option, text));
    }
    return 3600 * part(matcher.group(1)) + 60 * part(matcher.group(2)) + part(matcher.group(3));
  }

  private static double part(String digits) {
    return digits == null ? 0 : Double.parseDouble(digits);
  }

  /** A length for people, such as {@code 7.5 s} or {@code 1:23 min}. */
  public static String text(double seconds) {
    long tenths = Math.round(seconds * 10);
    long minutes = tenths / 600;
    return minutes == 0
        ? "%d.%d s".formatted(tenths / 10, tenths % 10)
        : "%d:%02d min".formatted(minutes, tenths / 10 % 60);
  }
}
