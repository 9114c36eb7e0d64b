package io.github.gradcam.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.model.kernel.KernelFinding.Part;
import io.github.gradcam.model.kernel.KernelFinding.Use;
import io.github.gradcam.model.kernel.KernelReport.Seconds;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** What wrong kernels mean for a network. */
class NetworkKernelsTest {

  private final Graph graph = Graphs.empty();
  private final Ops tf = Ops.create(graph);

  @AfterEach
  void close() {
    graph.close();
  }

  private Operand<TFloat32> picture(String name, long channels) {
    return tf.withName(name)
        .placeholder(TFloat32.class, Placeholder.shape(Shape.of(1, 8, 8, channels)));
  }

  private Operand<TFloat32> convolved(String name, Operand<TFloat32> input, long maps) {
    long channels = input.shape().get(3);
    Operand<TFloat32> kernel =
        tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(3, 3, channels, maps)));
    return tf.withName(name).nn.conv2d(input, kernel, List.of(1L, 1L, 1L, 1L), "SAME");
  }

  private static KernelChoice choice(
      List<KernelFinding> float32, List<KernelFinding> mixed, boolean forced) {
    KernelReport report =
        new KernelReport(Kernels.ONEDNN, float32, mixed, Seconds.NONE, Seconds.NONE, null);
    return new KernelChoice(Kernels.ONEDNN, Precision.MIXED, report, "", forced);
  }

  @Test
  void aNetworkThatNeedsAWrongKernelIsRefused() {
    convolved("conv", picture("images", 3), 32);
    List<KernelFinding> wrong = List.of(KernelChoiceTest.finding(KernelKind.CONVOLUTION, 3, 0.5));
    assertThatThrownBy(
            () ->
                new NetworkKernels(graph, Precision.FLOAT32, choice(wrong, List.of(), false))
                    .requireAnswer())
        .isInstanceOf(KernelException.class)
        .hasMessageStartingWith(
            "Expected kernels that are right for this network's answer, found those of onednn wrong on this processor in the convolution of 3 channels: off by 50 % of the largest value");
    assertThatCode(
            () ->
                new NetworkKernels(graph, Precision.FLOAT32, choice(wrong, List.of(), true))
                    .requireAnswer())
        .doesNotThrowAnyException();
  }

  @Test
  void aGradientThatIsWrongInSixteenBitsLeavesTheConvolutionItselfInThem() {
    Operand<TFloat32> first = convolved("first", picture("images", 64), 32);
    var gradients =
        graph.addGradients(
            first.asOutput(),
            new org.tensorflow.Output<?>[] {graph.operationOrThrow("images").output(0)});
    List<KernelFinding> mixed =
        List.of(
            new KernelFinding(
                KernelKind.CONVOLUTION, "", 97, Use.TRAINING, Part.INPUT_GRADIENT, 0.5));
    NetworkKernels kernels =
        new NetworkKernels(graph, Precision.MIXED, choice(List.of(), mixed, false));
    assertThat(kernels.inSinglePrecision()).containsExactly(gradients[0].op().name());
  }

  @Test
  void aWrongKernelThatTheNetworkHasNoUseForIsNoObstacle() {
    convolved("conv", picture("images", 3), 32);
    List<KernelFinding> wrong = List.of(KernelChoiceTest.finding(KernelKind.TRANSPOSED, 1, 1));
    assertThatCode(
            () ->
                new NetworkKernels(graph, Precision.FLOAT32, choice(wrong, List.of(), false))
                    .requireAnswer())
        .doesNotThrowAnyException();
  }

  @Test
  void wrongGradientsAreAnObstacleToWhatPassesThemAlone() {
    tf.withName("after").nn.relu(convolved("conv", picture("images", 64), 32));
    List<KernelFinding> wrong =
        List.of(
            new KernelFinding(
                KernelKind.CONVOLUTION, "", 97, Use.EXPLANATION, Part.INPUT_GRADIENT, 0.5));
    NetworkKernels kernels =
        new NetworkKernels(graph, Precision.FLOAT32, choice(wrong, List.of(), false));
    assertThatCode(kernels::requireAnswer).doesNotThrowAnyException();
    assertThatThrownBy(() -> kernels.requireGradients(Set.of("conv", "after")))
        .isInstanceOf(KernelException.class)
        .hasMessageContaining("right for this network's gradients");
    assertThatCode(() -> kernels.requireGradients(Set.of("after"))).doesNotThrowAnyException();
    // few channels go another way, where nothing wrong was found
    try (Graph other = Graphs.empty()) {
      Ops few = Ops.create(other);
      few.withName("conv")
          .nn
          .conv2d(
              few.placeholder(TFloat32.class, Placeholder.shape(Shape.of(1, 8, 8, 3))),
              few.placeholder(TFloat32.class, Placeholder.shape(Shape.of(3, 3, 3, 8))),
              List.of(1L, 1L, 1L, 1L),
              "SAME");
      NetworkKernels small =
          new NetworkKernels(other, Precision.FLOAT32, choice(wrong, List.of(), false));
      assertThatCode(() -> small.requireGradients(Set.of("conv"))).doesNotThrowAnyException();
    }
  }

  @Test
  void convolutionsThatAreWrongInSixteenBitsStayInThirtyTwo() {
    Operand<TFloat32> images = picture("images", 3);
    Operand<TFloat32> first = convolved("first", images, 32);
    Operand<TFloat32> second = convolved("second", first, 32);
    convolved("unused", images, 8);
    List<KernelFinding> mixed =
        List.of(
            KernelChoiceTest.finding(KernelKind.CONVOLUTION, 3, 0.6),
            KernelChoiceTest.finding(KernelKind.CONVOLUTION, 32, 0.004));
    NetworkKernels kernels =
        new NetworkKernels(graph, Precision.MIXED, choice(List.of(), mixed, false));
    String asked = second.op().name();
    assertThat(kernels.inSinglePrecision(List.of("images"), List.of(asked)))
        .containsExactly("first");
    // what is fed is not computed
    assertThat(kernels.inSinglePrecision(List.of("first"), List.of(asked))).isEmpty();
    assertThat(kernels.inSinglePrecision()).containsExactlyInAnyOrder("first", "unused");
    assertThat(
            new NetworkKernels(graph, Precision.FLOAT32, choice(List.of(), mixed, false))
                .inSinglePrecision(List.of("images"), List.of(asked)))
        .isEmpty();
  }
}
