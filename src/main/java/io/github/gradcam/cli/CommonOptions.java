package io.github.gradcam.cli;

import com.beust.jcommander.Parameter;

/** The options that every command has, before or after the verb. */
final class CommonOptions {

  @Parameter(
      names = {"-v", "--verbose"},
      description = "Show what the libraries say, and debug messages")
  boolean verbose;

  @Parameter(
      names = {"-q", "--quiet"},
      description = "Show results and errors only")
  boolean quiet;

  @Parameter(names = "--stacktrace", description = "Show where an error came from")
  boolean stacktrace;

  @Parameter(
      names = {"-h", "--help"},
      help = true,
      description = "Show this help")
  boolean help;

  /** Joins the options given before the verb with those after it. */
  void add(CommonOptions before) {
    verbose |= before.verbose;
    quiet |= before.quiet;
    stacktrace |= before.stacktrace;
    help |= before.help;
  }
}
