package io.github.gradcam.cli;

import io.github.gradcam.image.NativeLog;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.PrintStream;

/**
 * Keeps the chatter of native libraries from the user: the launcher opens the standard error a
 * second time, as descriptor 3, for the program, and {@code /dev/null}, as descriptor 4, for the
 * libraries.
 */
final class StandardError {

  private static final String SPLIT = "gradcam.split.stderr";
  private static final String PROGRAM = "/dev/fd/3";
  private static final int LIBRARIES = 4;

  private static boolean split;

  private StandardError() {}

  /** Gives the stream for the program's own messages, which logging uses too. */
  static PrintStream open() {
    if (Boolean.getBoolean(SPLIT)) {
      try {
        PrintStream own = new PrintStream(new FileOutputStream(PROGRAM, true), true);
        System.setErr(own);
        split = true;
      } catch (FileNotFoundException e) {
        // a socket cannot be opened twice: the libraries stay audible
      }
    }
    return System.err;
  }

  /** Silences the libraries, where the program has a stream of its own. */
  static void silenceLibraries() {
    if (split) {
      NativeLog.redirectTo(LIBRARIES);
    }
  }
}
