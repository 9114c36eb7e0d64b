package io.github.gradcam.cli.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;

/**
 * Keeps the chatter of native libraries from the user: the launcher gives the program a second
 * descriptor of the standard error, and the first, which the libraries write to, is turned to
 * {@code /dev/null}.
 */
public final class StandardError {

  /** Set by the launcher to the number of the second descriptor. */
  private static final String PROPERTY = "gradcam.stderr";

  private static boolean split;

  private StandardError() {}

  /** Gives the stream for the program's own messages, which logging uses too. */
  public static PrintStream open() {
    Integer descriptor = Integer.getInteger(PROPERTY);
    if (descriptor != null) {
      try {
        System.setErr(new PrintStream(new FileOutputStream(opened(descriptor)), true));
        split = true;
      } catch (ReflectiveOperationException | RuntimeException e) {
        // a Java that does not allow it: the libraries stay audible
      }
    }
    return System.err;
  }

  /**
   * Silences the libraries, where the program has a stream of its own. Java does not close the
   * standard error when it is asked to, so that no other file gets its number: it opens {@code
   * /dev/null} there.
   */
  public static void silenceLibraries() {
    if (split) {
      try {
        new FileOutputStream(FileDescriptor.err).close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * An open descriptor by its number. Opening it by a name such as {@code /dev/fd/3} would not do:
   * that fails for sockets, and a file would get a second position, so that writers overwrite each
   * other.
   */
  private static FileDescriptor opened(int number) throws ReflectiveOperationException {
    Constructor<FileDescriptor> constructor =
        FileDescriptor.class.getDeclaredConstructor(int.class);
    constructor.setAccessible(true);
    return constructor.newInstance(number);
  }
}
