package io.github.gradcam.explain;

import java.util.Locale;

/** Whose formula holds where a paper and the most used library differ. */
public enum Convention {
  /** As published. */
  PAPER,
  /** As the Python library pytorch-grad-cam computes it, so that results can be compared. */
  PYTORCH_GRAD_CAM;

  /**
   * Finds a convention by name.
   *
   * @param name {@code paper} or {@code pytorch-grad-cam}
   * @return the convention
   * @throws IllegalArgumentException if there is none
   */
  public static Convention of(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "paper" -> PAPER;
      case "pytorch-grad-cam" -> PYTORCH_GRAD_CAM;
      default ->
          throw new IllegalArgumentException(
              "Expected a formula of paper or pytorch-grad-cam, found '%s'".formatted(name));
    };
  }
}
