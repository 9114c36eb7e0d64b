package io.github.gradcam.cli.console;

import java.io.PrintStream;

/** Writes to the standard error by turns: itself, and as libraries do, past Java. */
final class NoisyProgram {

  static final String FIRST = "first line of the program";
  static final String HEARD = "a library that may be heard";
  static final String SILENCED = "a library that is silenced";
  static final String LAST = "last line of the program";

  private NoisyProgram() {}

  public static void main(String[] args) throws Exception {
    PrintStream err = StandardError.open();
    err.println(FIRST);
    library(HEARD);
    StandardError.silenceLibraries();
    library(SILENCED);
    err.println(LAST);
    System.err.println(LAST);
  }

  /** A child process writes to the descriptor that it gets from this one. */
  private static void library(String line) throws Exception {
    new ProcessBuilder("/bin/sh", "-c", "echo \"$0\" >&2", line)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start()
        .waitFor();
  }
}
