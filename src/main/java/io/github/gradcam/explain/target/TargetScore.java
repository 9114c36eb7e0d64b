package io.github.gradcam.explain.target;

import java.util.Locale;

/** The number of a class that is explained: what its gradient is taken of, or its change told. */
public enum TargetScore {
  /** Before the softmax: what speaks for the class itself. */
  LOGIT,
  /**
   * After the softmax: what makes the class likelier than the others, so that what speaks against
   * them counts too. Next to nothing where the softmax is saturated.
   */
  PROBABILITY;

  /**
   * Finds a score by name.
   *
   * @param name {@code logit} or {@code probability}
   * @return the score
   * @throws IllegalArgumentException if there is none
   */
  public static TargetScore of(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "logit" -> LOGIT;
      case "probability" -> PROBABILITY;
      default ->
          throw new IllegalArgumentException(
              "Expected a target of logit or probability, found '%s'".formatted(name));
    };
  }

  /** The name, as {@code --target} takes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
