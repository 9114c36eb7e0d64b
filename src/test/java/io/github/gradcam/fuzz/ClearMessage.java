package io.github.gradcam.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a message for people may hold, and what only those who wrote the program understand. */
final class ClearMessage {

  private static final int LONGEST = 2_000;

  /** Names of classes and objects, places in source code, and values that are missing. */
  private static final Pattern INTERNAL =
      Pattern.compile(
          "\\bnull\\b"
              + "|\\w+@[0-9a-f]{5,8}\\b"
              + "|\\b(?:java|javax|jdk|sun|org|com|io)\\.[a-z]\\w*\\.\\w"
              + "|\\b[A-Z]\\w*(?:Exception|Error)\\b"
              + "|\\.(?:cpp|hpp|cc|h|c|java):\\d+"
              + "|\\b(?:Assertion failed|out of bounds|NaN-)");

  private ClearMessage() {}

  /** Holds a failure's message to it. */
  static void check(Throwable failure) {
    try {
      String message = failure.getMessage();
      assertThat(message).as("message").isNotBlank().hasSizeLessThan(LONGEST);
      assertThat(INTERNAL.matcher(message).results().map(MatchResult::group))
          .as("what is internal in: " + message)
          .isEmpty();
    } catch (AssertionError e) {
      e.initCause(failure);
      throw e;
    }
  }
}
