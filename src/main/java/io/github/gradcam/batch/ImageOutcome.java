package io.github.gradcam.batch;

import java.nio.file.Path;

/**
 * What became of one file.
 *
 * @param <R> what drawing it gave
 */
public sealed interface ImageOutcome<R> {

  /** {@return the file it is about} */
  Path file();

  /**
   * It was explained and drawn.
   *
   * @param file the one given
   * @param value what drawing it gave
   * @param <R> what drawing gives
   */
  record Done<R>(Path file, R value) implements ImageOutcome<R> {}

  /**
   * It could not be read, explained or drawn.
   *
   * @param file the one given
   * @param reason what was expected and what was found
   * @param <R> what drawing would give
   */
  record Failed<R>(Path file, String reason) implements ImageOutcome<R> {}
}
