package io.github.gradcam.cli;

/** The program's entry. */
public final class Main {

  private Main() {}

  /**
   * Runs a command and exits with its code: 0 done, 1 failed, 2 wrong usage.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.exit(new CommandLine(System.out, StandardError.open()).run(args));
  }
}
