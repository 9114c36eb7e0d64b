package io.github.gradcam.explain.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.Shared;
import io.github.gradcam.explain.CamMethod;
import io.github.gradcam.explain.Convention;
import io.github.gradcam.explain.FormulaRun;
import io.github.gradcam.explain.Npy;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

/**
 * The formulas on activations and gradients of both signs against pytorch-grad-cam, which tells
 * apart what networks of ReLUs do not.
 */
class SyntheticParityTest {

  private static final Shape SHAPE = Shape.of(7, 9, 16);

  private static Path folder;

  @BeforeAll
  static void find() {
    folder = Shared.path("parity/synthetic_AG");
  }

  static Stream<Arguments> methods() {
    Convention library = Convention.PYTORCH_GRAD_CAM;
    return Stream.of(
        Arguments.of("GradCAM", new GradCam()),
        Arguments.of("HiResCAM", new HiResCam()),
        Arguments.of("GradCAMElementWise", new ElementWiseGradCam()),
        Arguments.of("GradCAMPlusPlus", new GradCamPlusPlus(library)),
        Arguments.of("XGradCAM", new XGradCam()),
        Arguments.of("LayerCAM", new LayerCam()),
        Arguments.of("EigenCAM", new EigenCam(library)),
        Arguments.of("EigenGradCAM", new EigenGradCam(library)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("methods")
  void mapsEqualThoseOfPytorchGradCam(String name, CamMethod method) {
    float[] raw = read(name + ".raw");
    float peak = 0;
    for (float value : raw) {
      peak = Math.max(peak, Math.abs(value));
    }
    float[] signed = FormulaRun.signed(method, read("A"), read("G"), SHAPE);
    assertThat(signed).containsExactly(raw, within(2e-5f * peak));
    assertThat(FormulaRun.layerMap(signed, SHAPE.take(2)))
        .containsExactly(read(name + ".layer"), within(2e-5f));
  }

  private static float[] read(String name) {
    return Npy.read(folder.resolve(name + ".npy"));
  }
}
