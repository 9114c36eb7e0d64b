package io.github.gradcam.cli.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Decides how much is said. */
public final class Logging {

  private static Level level = Level.WARN;

  private Logging() {}

  /** Where another program has set up logging, as Spark does, it decides. */
  public static void configure(boolean verbose, boolean quiet) {
    level = verbose ? Level.DEBUG : quiet ? Level.ERROR : Level.WARN;
    if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
      root.setLevel(level);
    }
  }

  /**
   * Lets a library that tells each step, and each fault of others, say only its own faults, however
   * much is asked for.
   */
  public static void calm(String library) {
    if (LoggerFactory.getLogger(library) instanceof Logger logger) {
      logger.setLevel(Level.ERROR);
    }
  }

  static Level level() {
    return level;
  }
}
