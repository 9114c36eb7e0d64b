package io.github.gradcam.cli.console;

import java.util.Locale;

/** Numbers of things. */
public final class Plural {

  private Plural() {}

  /** Such as {@code 1 frame} or {@code 2 frames}. */
  public static String of(long count, String thing) {
    return String.format(Locale.ROOT, "%d %s%s", count, thing, count == 1 ? "" : "s");
  }
}
