package io.github.gradcam.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.model.kernel.KernelFinding.Use;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.ConfigProto;

/** A trial finds what is wrong, and nothing else. */
class KernelCheckTest {

  private static final KernelCheck CHECK = new KernelCheck(ConfigProto.getDefaultInstance());

  private static KernelCase twice(double expected, double slope) {
    return new KernelCase(
        KernelKind.PRODUCT,
        "by two",
        List.of(new Values(Shape.of(1, 2), new double[] {1, 4})),
        (tf, in) -> tf.math.mul(in.get(0), tf.constant(2f)),
        new Values(Shape.of(1, 2), new double[] {2, expected}),
        new Values(Shape.of(1, 2), new double[] {1, 1}),
        List.of(new Values(Shape.of(1, 2), new double[] {2, slope})));
  }

  @Test
  void theKernelsOfThisProcessAreRightInAllThatTheyWereChosenFor() {
    KernelChoice choice = KernelRuntime.settle();
    List<KernelFinding> wrong =
        CHECK.run(KernelCases.all()).stream()
            .filter(finding -> finding.isWrong(Precision.FLOAT32))
            .toList();
    assertThat(wrong).isEqualTo(choice.report().wrong(Precision.FLOAT32));
  }

  @Test
  void everyCaseIsTriedAsNetworksUseItThatAnswerExplainAndLearn() {
    assertThat(CHECK.run(KernelCases.all()))
        .extracting(KernelFinding::kernel)
        .containsAll(List.of(KernelKind.values()));
    assertThat(CHECK.run(List.of(twice(8, 2))))
        .extracting(KernelFinding::use)
        .containsExactly(Use.ANSWER, Use.EXPLANATION, Use.TRAINING, Use.TRAINING);
  }

  @Test
  void aWrongAnswerIsFoundAndToldByHowMuch() {
    List<KernelFinding> findings = CHECK.run(List.of(twice(10, 2)));
    assertThat(findings.get(0).isWrong(Precision.FLOAT32)).isTrue();
    assertThat(findings.get(0).text())
        .isEqualTo("product of matrices of 2 channels, by two: off by 20 % of the largest value");
    assertThat(findings.get(1).isWrong(Precision.FLOAT32)).isFalse();
  }

  @Test
  void aWrongGradientIsFound() {
    assertThat(
            CHECK.run(List.of(twice(8, 3))).stream()
                .filter(finding -> finding.isWrong(Precision.FLOAT32))
                .map(KernelFinding::use)
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(Use.EXPLANATION, Use.TRAINING);
  }

  @Test
  void whatTensorFlowCannotComputeIsNotOfferedAndTheRestIsTriedAllTheSame() {
    KernelCase impossible =
        new KernelCase(
            KernelKind.PRODUCT,
            "of other sides",
            List.of(new Values(Shape.of(1, 2), new double[] {1, 4})),
            (tf, in) ->
                tf.linalg.matMul(
                    in.get(0), tf.reshape(in.get(0), tf.shape(tf.constant(new float[3])))),
            new Values(Shape.of(1, 2), new double[2]),
            new Values(Shape.of(1, 2), new double[2]),
            List.of());
    assertThat(CHECK.run(List.of(impossible, twice(8, 2))))
        .extracting(KernelFinding::error)
        .containsExactly(KernelFinding.NOT_OFFERED, 0.0, 0.0, KernelFinding.NOT_OFFERED, 0.0, 0.0);
  }
}
