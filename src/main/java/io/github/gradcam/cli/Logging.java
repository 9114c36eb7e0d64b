package io.github.gradcam.cli;

/** Decides how much is said; logback reads the level when the first logger is made. */
final class Logging {

  private static final String LEVEL = "gradcam.log.level";

  private Logging() {}

  static void configure(boolean verbose, boolean quiet) {
    System.setProperty(LEVEL, verbose ? "DEBUG" : quiet ? "ERROR" : "WARN");
  }
}
