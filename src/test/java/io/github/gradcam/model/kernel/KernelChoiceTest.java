package io.github.gradcam.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.model.kernel.KernelFinding.Part;
import io.github.gradcam.model.kernel.KernelFinding.Use;
import io.github.gradcam.model.kernel.KernelReport.Seconds;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Of the kernels that are right, the fastest are taken. */
class KernelChoiceTest {

  static KernelFinding finding(KernelKind kind, int channels, double error) {
    return new KernelFinding(kind, "", channels, Use.ANSWER, Part.OUTPUT, error);
  }

  static KernelReport report(
      Kernels kernels, KernelKind kind, double error, double explaining, double training) {
    return new KernelReport(
        kernels,
        List.of(finding(kind, 32, error)),
        List.of(),
        new Seconds(explaining, training),
        Seconds.NONE,
        null);
  }

  private static KernelReport mixed(double explaining, @Nullable String failure) {
    return new KernelReport(
        Kernels.ONEDNN,
        List.of(finding(KernelKind.CONVOLUTION, 3, 0)),
        List.of(finding(KernelKind.CONVOLUTION, 3, 0.6)),
        new Seconds(0.010, 0.020),
        new Seconds(explaining, 0.010),
        failure);
  }

  private static final KernelReport EIGEN =
      report(Kernels.EIGEN, KernelKind.CONVOLUTION, 0, 0.008, 0.030);

  @Test
  void theFasterOfTwoThatAreRightIsTakenForEachPurpose() {
    KernelReport oneDnn = report(Kernels.ONEDNN, KernelKind.CONVOLUTION, 1e-6, 0.010, 0.015);
    KernelChoice explaining =
        KernelChoice.best(Purpose.EXPLAINING, Precision.FLOAT32, List.of(oneDnn, EIGEN));
    assertThat(explaining.kernels()).isEqualTo(Kernels.EIGEN);
    assertThat(explaining.reason())
        .isEqualTo("Kernels of eigen: onednn would take 1.25 times as long");
    assertThat(
            KernelChoice.best(Purpose.TRAINING, Precision.FLOAT32, List.of(oneDnn, EIGEN))
                .kernels())
        .isEqualTo(Kernels.ONEDNN);
  }

  @Test
  void whatIsWrongIsNotTakenHoweverFast() {
    KernelReport oneDnn = report(Kernels.ONEDNN, KernelKind.CONVOLUTION, 0.5, 0.001, 0.001);
    KernelChoice choice =
        KernelChoice.best(Purpose.TRAINING, Precision.FLOAT32, List.of(oneDnn, EIGEN));
    assertThat(choice.kernels()).isEqualTo(Kernels.EIGEN);
    assertThat(choice.reason())
        .isEqualTo(
            "Kernels of eigen: onednn is wrong on this processor, in the convolution of 32 channels: off by 50 % of the largest value");
  }

  @Test
  void aTransposedConvolutionMattersToUnknownNetworksAndNotToATraining() {
    KernelReport oneDnn = report(Kernels.ONEDNN, KernelKind.TRANSPOSED, 1, 0.001, 0.001);
    List<KernelReport> both = List.of(oneDnn, EIGEN);
    assertThat(KernelChoice.best(Purpose.EXPLAINING, Precision.FLOAT32, both).kernels())
        .isEqualTo(Kernels.EIGEN);
    assertThat(KernelChoice.best(Purpose.TRAINING, Precision.FLOAT32, both).kernels())
        .isEqualTo(Kernels.ONEDNN);
  }

  @Test
  void mixedPrecisionIsTakenWhereItIsWantedAndFaster() {
    List<KernelReport> both = List.of(mixed(0.004, null), EIGEN);
    KernelChoice choice = KernelChoice.best(Purpose.EXPLAINING, Precision.MIXED, both);
    assertThat(choice.precision()).isEqualTo(Precision.MIXED);
    assertThat(choice.kernels()).isEqualTo(Kernels.ONEDNN);
    assertThat(KernelChoice.best(Purpose.EXPLAINING, Precision.FLOAT32, both).precision())
        .isEqualTo(Precision.FLOAT32);
  }

  @Test
  void mixedPrecisionThatIsSlowerThanSingleIsNotTaken() {
    KernelChoice choice =
        KernelChoice.best(Purpose.EXPLAINING, Precision.MIXED, List.of(mixed(0.012, null), EIGEN));
    assertThat(choice.precision()).isEqualTo(Precision.FLOAT32);
    assertThat(choice.kernels()).isEqualTo(Kernels.EIGEN);
  }

  @Test
  void kernelsWhoseTrialCrashedAreNotTaken() {
    KernelReport crashed = KernelReport.failed(Kernels.ONEDNN, "a trial of them crashed");
    KernelChoice choice =
        KernelChoice.best(Purpose.EXPLAINING, Precision.MIXED, List.of(crashed, EIGEN));
    assertThat(choice.kernels()).isEqualTo(Kernels.EIGEN);
    assertThat(choice.reason()).contains("a trial of them crashed");
  }

  @Test
  void whereNoneAreRightTheReasonSaysSo() {
    KernelReport wrong = report(Kernels.EIGEN, KernelKind.CONVOLUTION, 0.3, 1, 1);
    KernelChoice choice = KernelChoice.best(Purpose.EXPLAINING, Precision.FLOAT32, List.of(wrong));
    assertThat(choice.reason()).contains("the least wrong", "off by 30 % of the largest value");
  }
}
