package io.github.gradcam.model.foreign.tflite;

/**
 * How many bytes may still be read of a file whose tables may all point at the same ones: several
 * times its length, and it is used up before memory is asked for.
 */
final class Allowance {

  /** Weights of a byte become floats, and some are read twice. */
  private static final long TIMES = 16;

  private static final long LEAST = 1 << 20;

  private long left;

  Allowance(long length) {
    left = Math.max(LEAST, TIMES * length);
  }

  /**
   * Takes some.
   *
   * @throws IllegalArgumentException if no file of that length holds so much
   */
  void take(long bytes) {
    left -= bytes;
    if (left < 0) {
      throw new IllegalArgumentException(
          "expected tables that share nothing, found the same numbers in many of them");
    }
  }
}
