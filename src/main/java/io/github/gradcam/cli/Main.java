package io.github.gradcam.cli;

import io.github.gradcam.cli.console.StandardError;
import java.util.Locale;

/** The program's entry. */
public final class Main {

  private Main() {}

  /**
   * Runs a command and exits with its code: 0 done, 1 failed, 2 wrong usage, 3 beyond a limit that
   * was given. Numbers are written the same way everywhere, so that they can be read by other
   * programs.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    System.exit(new CommandLine(System.out, StandardError.open()).run(args));
  }
}
