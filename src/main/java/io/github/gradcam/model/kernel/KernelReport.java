package io.github.gradcam.model.kernel;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a trial of kernels on this machine showed.
 *
 * @param kernels that were tried
 * @param float32 findings in single precision; none where the trial failed
 * @param mixed findings in mixed precision; none where it is not offered
 * @param seconds that a small network took in single precision
 * @param mixedSeconds that it took in mixed precision; 0 where that is not offered
 * @param failure how the trial ended where it could not be completed, such as a crash
 */
public record KernelReport(
    Kernels kernels,
    List<KernelFinding> float32,
    List<KernelFinding> mixed,
    Seconds seconds,
    Seconds mixedSeconds,
    @Nullable String failure) {

  /**
   * How long a small network took, in a batch of 8.
   *
   * @param explaining for its answer and gradients to a layer
   * @param training for a step of its training
   */
  public record Seconds(double explaining, double training) {

    static final Seconds NONE = new Seconds(0, 0);

    double of(Purpose purpose) {
      return purpose == Purpose.EXPLAINING ? explaining : training;
    }
  }

  /** Copies the lists. */
  public KernelReport {
    float32 = List.copyOf(float32);
    mixed = List.copyOf(mixed);
  }

  /** A trial that could not be completed. */
  static KernelReport failed(Kernels kernels, String failure) {
    return new KernelReport(kernels, List.of(), List.of(), Seconds.NONE, Seconds.NONE, failure);
  }

  /**
   * Lists what is wrong.
   *
   * @param precision in which it was computed
   * @return findings beyond the bound of the precision
   */
  public List<KernelFinding> wrong(Precision precision) {
    return of(precision).stream().filter(finding -> finding.isWrong(precision)).toList();
  }

  /**
   * Lists all that was tried.
   *
   * @param precision in which it was computed
   * @return findings; none where the precision is not offered
   */
  public List<KernelFinding> of(Precision precision) {
    return precision == Precision.FLOAT32 ? float32 : mixed;
  }

  /**
   * Says the worst.
   *
   * @param precision in which it was computed
   * @return such as "convolution of 3 channels, off by 65 % of the largest value"
   */
  public Optional<String> worst(Precision precision) {
    return failure != null
        ? Optional.of(failure)
        : wrong(precision).stream()
            .max(java.util.Comparator.comparingDouble(KernelFinding::error))
            .map(KernelFinding::text);
  }

  /**
   * Whether it can be computed in a precision at all.
   *
   * @param precision to compute in
   * @return whether there are findings for it
   */
  public boolean offers(Precision precision) {
    return !of(precision).isEmpty();
  }

  /**
   * Whether there are kernels for all gradients of an explanation.
   *
   * @param kind of the op
   * @return false where TensorFlow says that it has none
   */
  public boolean explains(KernelKind kind) {
    return float32.stream()
        .filter(finding -> finding.kernel() == kind)
        .noneMatch(finding -> finding.error() == KernelFinding.NOT_OFFERED);
  }

  /**
   * Whether single precision is right in all that processes of a purpose need.
   *
   * @param purpose of a process
   * @return false also where the trial failed
   */
  public boolean rightFor(Purpose purpose) {
    return failure == null
        && wrong(Precision.FLOAT32).stream().noneMatch(finding -> purpose.needs(finding.kernel()));
  }

  /**
   * How long a small network took.
   *
   * @param purpose whether it was explained or trained
   * @param precision in which it was computed
   * @return seconds; 0 where the precision is not offered
   */
  public double seconds(Purpose purpose, Precision precision) {
    return (precision == Precision.FLOAT32 ? seconds : mixedSeconds).of(purpose);
  }
}
