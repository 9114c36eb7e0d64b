package io.github.gradcam.batch.spark;

import io.github.gradcam.image.FailureWords;
import java.io.IOException;

/** Why Spark gave up, for people. */
final class ClusterFailure {

  /**
   * Spark stops a job whose executor died while it moved its file to its place: the file may be
   * there or not. What counts here is which rows are there, so that the job can simply go on.
   */
  private static final String MOVING = "Authorized committer";

  private ClusterFailure() {}

  static boolean mayGoOn(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (String.valueOf(each.getMessage()).contains(MOVING)) {
        return true;
      }
    }
    return false;
  }

  /** One line: the innermost reason. */
  static IOException of(Exception failure) {
    Throwable inner = failure;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    return new IOException(
        "Expected Spark to finish, found: %s; what is done is kept, run the same again to go on"
            .formatted(FailureWords.of(inner, "a fault without a reason")),
        failure);
  }
}
