package io.github.gradcam.cli.console;

import java.util.function.Supplier;

/** A command line that cannot be understood: exit code 2. */
public final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }

  /** Runs a check of options: what it refuses is a matter of usage. */
  public static void check(Runnable check) {
    checked(
        () -> {
          check.run();
          return check;
        });
  }

  /** Reads options: what cannot be read is a matter of usage. */
  public static <T> T checked(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw new UsageException(Messages.of(e));
    }
  }
}
