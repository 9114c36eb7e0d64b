package io.github.gradcam.fuzz;

import java.nio.file.Path;
import java.util.random.RandomGenerator;

/** A kind of input: how cases of it are made, and who reads them. */
interface FuzzKind {

  /** Makes a case, the same for the same numbers. */
  FuzzInput next(RandomGenerator random) throws Exception;

  /**
   * Hands a case to its reader; whatever this throws is a find.
   *
   * @param input the case
   * @param file the same as a file
   */
  void read(FuzzInput input, Path file) throws Exception;
}
