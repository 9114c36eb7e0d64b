package io.github.gradcam.model.kernel;

import java.util.Locale;

/**
 * How far a kernel is from plain loops in double precision.
 *
 * @param kernel what was tried
 * @param form of the case, such as {@code 7 x 7, stride 2}; may be empty
 * @param channels of the input
 * @param use what a network needs it for
 * @param part which of its kernels gave the result
 * @param error largest difference as a share of the largest expected value; infinite where a result
 *     is not finite or differs from run to run; {@link #NOT_OFFERED} where TensorFlow has no such
 *     kernel
 */
public record KernelFinding(
    KernelKind kernel, String form, int channels, Use use, Part part, double error) {

  /** Stands for the error where TensorFlow has no such kernel. */
  public static final double NOT_OFFERED = -1;

  /** Sums of hundreds of products differ by their order, in the seventh digit. */
  private static final double FLOAT32_BOUND = 1e-4;

  /** bfloat16 has 8 bits: each rounding is off by up to 1/512. */
  private static final double MIXED_BOUND = 0.02;

  /** What a network needs a kernel for. */
  public enum Use {
    /** The answer of a network whose weights are constants. */
    ANSWER,
    /** Gradients to activations and images of such a network. */
    EXPLANATION,
    /** The answer and the gradients to weights, of a network whose weights change. */
    TRAINING
  }

  /** The kernels of an op: its own and those of its gradients. */
  public enum Part {
    /** What the op itself gives. */
    OUTPUT,
    /** The gradient to its input. */
    INPUT_GRADIENT,
    /** The gradient to its weights. */
    WEIGHT_GRADIENT
  }

  /**
   * Whether the kernel must not be used.
   *
   * @param precision in which it was computed
   * @return whether it is beyond 0.0001 of the largest value, 0.02 in mixed precision
   */
  public boolean isWrong(Precision precision) {
    return error > bound(precision);
  }

  static double bound(Precision precision) {
    return precision == Precision.FLOAT32 ? FLOAT32_BOUND : MIXED_BOUND;
  }

  /**
   * Says what was found.
   *
   * @return such as "convolution of 3 channels, 7 x 7: off by 65 % of the largest value"
   */
  public String text() {
    String amount =
        Double.isInfinite(error)
            ? "not finite, or not the same from run to run"
            : String.format(
                Locale.ROOT,
                error < 0.1
                    ? "off by %.2g %% of the largest value"
                    : "off by %.0f %% of the largest value",
                100 * error);
    String of = channels == 1 ? " of 1 channel" : " of %d channels".formatted(channels);
    return "%s%s%s: %s".formatted(kernel.text(), of, suffix(), amount);
  }

  /**
   * Names the case in short.
   *
   * @return such as "convolution (3), 7 x 7", the channels in brackets
   */
  public String name() {
    return "%s (%d)%s".formatted(kernel.text(), channels, suffix());
  }

  private String suffix() {
    return (form.isEmpty() || form.startsWith("+") ? " " : ", ").concat(form).stripTrailing();
  }
}
