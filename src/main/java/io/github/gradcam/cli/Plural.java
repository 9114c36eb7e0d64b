package io.github.gradcam.cli;

import java.util.Locale;

/** Numbers of things. */
final class Plural {

  private Plural() {}

  /** Such as {@code 1 frame} or {@code 2 frames}. */
  static String of(long count, String thing) {
    return String.format(Locale.ROOT, "%d %s%s", count, thing, count == 1 ? "" : "s");
  }
}
