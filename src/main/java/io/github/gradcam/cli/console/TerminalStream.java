package io.github.gradcam.cli.console;

import java.io.PrintStream;
import java.util.regex.Pattern;

/**
 * What a terminal may show: names of files, labels and texts of models come from anybody, and may
 * hold sequences that move the cursor, change the title, or turn the order of letters round. Such
 * characters are written as {@code \\x1b} or {@code \\u202e}; line breaks and tabs stay.
 */
public final class TerminalStream extends PrintStream {

  /** Controls of C0 and C1, and those of the direction of writing. */
  private static final Pattern HIDDEN =
      Pattern.compile("[\\p{Cc}\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069&&[^\\n\\t]]");

  private final PrintStream raw;

  /** Writes to a stream, at once. */
  public TerminalStream(PrintStream raw) {
    super(raw, true);
    this.raw = raw;
  }

  /** The stream below, for what draws with sequences of its own. */
  PrintStream raw() {
    return raw;
  }

  @Override
  public void print(String text) {
    raw.print(escaped(String.valueOf(text))); // which knows the terminal's encoding
  }

  /** A text with what a terminal would obey written out. */
  static String escaped(String text) {
    String unix = text.replace("\r\n", "\n");
    return HIDDEN
        .matcher(unix)
        .replaceAll(
            hidden -> {
              int code = hidden.group().charAt(0);
              return "\\\\" + (code < 0x100 ? "x%02x" : "u%04x").formatted(code);
            });
  }
}
