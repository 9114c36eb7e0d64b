package io.github.gradcam.model.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients at the layers of networks that other people trained. */
class LayerGradientsTest {

  private static final int CLASS = 1;
  private static final int SAMPLES = 12;

  /** How much of the logits a step is to change: far above rounding, far below bends. */
  private static final float CHANGE = 2e-4f;

  @ParameterizedTest
  @CsvSource({
    "potato-keras2/saved_model, auto",
    "potato-keras2/saved_model, conv2d_2",
    "potato-keras3/saved_model, auto",
    "potato-keras3/saved_model, conv2d_2",
    "teachable-machine/saved_model, auto",
    "teachable-machine/saved_model, sequential_1/model1/block_13_expand_relu",
    "cifar10-resnet-tf1/saved_model, auto",
    "cifar10-resnet-tf1/saved_model, resnet_model/Relu_20",
    "mobilenet_v2_100_224_f32.pb, auto",
    "mobilenet_v2_100_224_f32.pb, MobilenetV2/expanded_conv_12/add",
    "squeezenet1_0_f32.pb, auto",
    "squeezenet1_0_f32.pb, fire5/concat",
  })
  void slopesAlongRandomPartsOfTheGradientAreThoseOfFiniteDifferences(String name, String layer) {
    try (Classifier classifier = SharedModels.load(name)) {
      LayerProbe probe = LayerProbe.of(classifier, layer, CLASS);
      float[] gradient = probe.gradients();
      float aim = CHANGE * SmoothImages.peak(probe.logits());
      Random random = new Random(11);
      for (int i = 0; i < SAMPLES; i++) {
        float[] direction = part(gradient, probe.activations(), random);
        double slope = 0;
        for (float value : direction) {
          slope += (double) value * value;
        }
        float step = (float) (aim / slope);
        double found = (probe.logit(direction, step) - probe.logit(direction, -step)) / (2 * step);
        assertThat(found).isCloseTo(slope, within(0.02 * slope));
      }
    }
  }

  /** A quarter of the values, the others 0; where nothing is active, pooling has a bend. */
  private static float[] part(float[] gradient, float[] activations, Random random) {
    float[] part = new float[gradient.length];
    for (int i = 0; i < part.length; i++) {
      part[i] = random.nextInt(4) == 0 && activations[i] != 0 ? gradient[i] : 0;
    }
    return part;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "potato-keras2/saved_model",
        "potato-keras3/saved_model",
        "teachable-machine/saved_model",
        "cifar10-resnet-tf1/saved_model",
        "mobilenet_v2_100_224_f32.pb",
        "squeezenet1_0_f32.pb"
      })
  void slopesOfSingleActivationsAtTheLastLayerAreThoseOfFiniteDifferences(String name) {
    try (Classifier classifier = SharedModels.load(name)) {
      // behind the poolings, which have a bend between the places that they choose among
      HeatmapLayer last = classifier.layersNamed("all").stream().reduce((a, b) -> b).orElseThrow();
      LayerProbe probe = LayerProbe.of(classifier, last.op(), CLASS);
      float[] gradient = probe.gradients();
      float peak = SmoothImages.peak(gradient);
      float step = 0.02f * SmoothImages.peak(probe.activations());
      Random random = new Random(11);
      for (int i = 0; i < SAMPLES; i++) {
        int place = steep(gradient, peak, random);
        float[] one = new float[gradient.length];
        one[place] = 1;
        double found = (probe.logit(one, step) - probe.logit(one, -step)) / (2 * step);
        assertThat(found).isCloseTo(gradient[place], within(0.02 * peak));
      }
    }
  }

  /** A place whose gradient is large enough to be seen in single precision. */
  private static int steep(float[] gradient, float peak, Random random) {
    int place = random.nextInt(gradient.length);
    while (Math.abs(gradient[place]) < 0.1f * peak) {
      place = random.nextInt(gradient.length);
    }
    return place;
  }

  @ParameterizedTest
  @CsvSource({
    "potato-keras2/saved_model, auto",
    "potato-keras2/potatoes.h5, conv2d_2",
    "potato-keras3/saved_model, auto",
    "teachable-machine/saved_model, auto",
    "teachable-machine/keras_model.h5, sequential_1/model1/block_13_expand_relu",
    "cifar10-resnet-tf1/saved_model, auto",
    "mobilenet_v2_100_224_f32.pb, auto",
    "squeezenet1_0_f32.pb, fire9/concat",
  })
  void gradCamIsTheSumOfFeatureMapsWeighedByTheMeansOfTheirGradients(String name, String layer) {
    try (Classifier classifier = SharedModels.load(name)) {
      LayerProbe probe = LayerProbe.of(classifier, layer, CLASS);
      float[] expected = gradCam(probe.activations(), probe.gradients(), probe.channels());
      try (Explainer explainer =
          new Explainer(classifier, classifier.layer(layer), new GradCam())) {
        float[] found = explainer.explain(probe.pixels(), CLASS).get(0).signed().values();
        assertThat(SmoothImages.peak(found)).isPositive();
        assertThat(found).containsExactly(expected, within(1e-5f * SmoothImages.peak(expected)));
      }
    }
  }

  private static float[] gradCam(float[] activations, float[] gradients, int channels) {
    float[] map = new float[activations.length / channels];
    for (int k = 0; k < channels; k++) {
      double alpha = 0;
      for (int i = 0; i < map.length; i++) {
        alpha += gradients[i * channels + k] / (double) map.length;
      }
      for (int i = 0; i < map.length; i++) {
        map[i] += (float) (alpha * activations[i * channels + k]);
      }
    }
    return map;
  }
}
