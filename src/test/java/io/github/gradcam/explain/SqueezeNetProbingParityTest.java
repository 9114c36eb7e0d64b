package io.github.gradcam.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradcam.Shared;
import io.github.gradcam.explain.map.MapOps;
import io.github.gradcam.explain.method.AblationCam;
import io.github.gradcam.explain.method.IntegratedGradients;
import io.github.gradcam.explain.method.ScoreCam;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.foreign.FrozenGraphs;
import io.github.gradcam.model.layer.Normalization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Methods of many passes and on pixels, on SqueezeNet's frozen graph, against what PyTorch's
 * autograd gave.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqueezeNetProbingParityTest {

  private static final String LAYER = "fire9/concat";
  private static final int SIZE = 227;
  private static final int COLOURS = 3;

  private Classifier classifier;
  private Probes probes;
  private Explainer explainer;

  /** One image and one class of the reference, with the sum of its Integrated Gradients. */
  record Case(String image, String target, int classIndex, double integratedSum) {

    Path file(String name) {
      return Shared.path("parity").resolve(image).resolve(target).resolve(name + ".npy");
    }

    float[] input() {
      return Npy.read(Shared.path("parity").resolve(image).resolve("input.npy"));
    }
  }

  @BeforeAll
  void load() {
    Path graph = Shared.path("models/squeezenet1_0_f32.pb");
    Shared.path("parity");
    classifier =
        FrozenGraphs.load(
            graph, "input", "logits", 0, Normalization.parse("bgr:104,117,123"), List.of());
    probes = new Probes(classifier, LAYER);
    explainer =
        new Explainer(
            classifier,
            ExplanationPlan.of(
                List.of(new ScoreCam(), new AblationCam()), List.of(classifier.layer(LAYER))));
  }

  @AfterAll
  void close() {
    if (classifier != null) {
      probes.close();
      explainer.close();
      classifier.close();
    }
  }

  static Stream<Case> cases() throws IOException {
    JsonNode index = new ObjectMapper().readTree(Shared.path("parity/index.json").toFile());
    List<Case> cases = new ArrayList<>();
    for (JsonNode image : index.get("images")) {
      for (JsonNode target : image.get("targets")) {
        cases.add(
            new Case(
                image.get("name").asText(),
                target.get("target").asText(),
                target.get("cls").asInt(),
                target.get("ig_completeness").get("sum_ig").asDouble()));
      }
    }
    return cases.stream();
  }

  static Stream<Case> firstCases() throws IOException {
    return cases().limit(3);
  }

  static Stream<Case> otherCases() throws IOException {
    return cases().skip(3);
  }

  static Stream<String> firstImages() throws IOException {
    return cases().map(Case::image).distinct().limit(2);
  }

  static Stream<String> otherImages() throws IOException {
    return cases().map(Case::image).distinct().skip(2);
  }

  /** The classes of the reference are among the likeliest five, which share all passes. */
  @ParameterizedTest
  @MethodSource("firstImages")
  void scoreAndAblationCamEqualThoseOfPyTorch(String image) throws IOException {
    List<Case> references = cases().filter(one -> one.image().equals(image)).toList();
    List<Explanation> explanations =
        explainer
            .explainInputs(references.get(0).input(), List.of(new ClassSelection.Top(5)))
            .get(0);
    for (Case reference : references) {
      List<Explanation> own =
          explanations.stream().filter(one -> one.classIndex() == reference.classIndex()).toList();
      assertMaps(own.get(0), reference, "ScoreCAM");
      assertMaps(own.get(1), reference, "AblationCAM");
    }
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("otherImages")
  void scoreAndAblationCamOfTheOtherImagesEqualThoseOfPyTorch(String image) throws IOException {
    scoreAndAblationCamEqualThoseOfPyTorch(image);
  }

  private static void assertMaps(Explanation explanation, Case reference, String name) {
    float[] raw = Npy.read(reference.file(name + ".raw"));
    assertThat(explanation.signed().values())
        .as(name)
        .containsExactly(raw, within(5e-5f * peak(raw)));
    assertThat(scaled(explanation.signed().values()))
        .as(name)
        .containsExactly(Npy.read(reference.file(name + ".layer")), within(5e-5f));
    float[] heat = explanation.heatmap().values();
    assertThat(every(6, heat, 1))
        .as(name)
        .containsExactly(Npy.read(reference.file(name + ".final_s6")), within(5e-5f));
    Path whole = reference.file(name + ".final");
    if (Files.exists(whole)) {
      assertThat(heat).as(name).containsExactly(Npy.read(whole), within(5e-5f));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientAtThePixelsEqualsThatOfPyTorch(Case reference) {
    Target target = Target.of(reference.classIndex());
    Probe probe = probes.of(reference.input(), target);
    assertAttributions(
        probe.inputGradients(target, 1, probe::plain)[0], reference, "Saliency", 1e-4, 1, 0.97);
  }

  @Test
  void everyReluIsGuided() {
    assertThat(GuidedReluTest.count(classifier.graph(), "Relu")).isGreaterThanOrEqualTo(26);
    assertThat(GuidedReluTest.count(probes.guidedNetwork().graph(), "Snapshot")).isEqualTo(26);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void guidedGradientEqualsThatOfPyTorch(Case reference) {
    Target target = Target.of(reference.classIndex());
    float[] gradients = probes.of(reference.input(), target).guidedGradients(target);
    assertAttributions(gradients, reference, "GuidedBackprop", 1e-6, 2e-3, 0.97);
  }

  @ParameterizedTest
  @MethodSource("firstCases")
  void integratedGradientsEqualThoseOfPyTorch(Case reference) {
    Target target = Target.of(reference.classIndex());
    Probe probe = probes.of(reference.input(), target);
    float[] attributions =
        new IntegratedGradients(MethodSettings.DEFAULT).attributions(probe, target);
    assertAttributions(attributions, reference, "IntegratedGradients", 1e-3, 1.2e-2, 0.97);
    double sum = 0;
    for (float value : attributions) {
      sum += value;
    }
    assertThat(sum).isCloseTo(reference.integratedSum(), withinPercentage(1));
    float[] baseline = probe.outputs(1, (index, into) -> Arrays.fill(into, 0))[0];
    assertThat(sum)
        .isCloseTo(target.score(probe.outputs()) - target.score(baseline), withinPercentage(3.5));
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("otherCases")
  void integratedGradientsOfTheOtherImagesEqualThoseOfPyTorch(Case reference) {
    integratedGradientsEqualThoseOfPyTorch(reference);
  }

  /**
   * Compares values of pixels.
   *
   * @param cosine how far the cosine of the two may be from 1
   * @param largest how far one value may be off, in parts of the peak
   * @param share of the values that lie within a thousandth of the peak
   */
  private static void assertAttributions(
      float[] values, Case reference, String name, double cosine, double largest, double share) {
    assertClose(
        every(8, values, COLOURS), Npy.read(reference.file(name + ".s8")), cosine, largest, share);
    Path whole = reference.file(name + ".full");
    if (Files.exists(whole)) {
      assertClose(values, Npy.read(whole), cosine, largest, share);
    }
  }

  private static void assertClose(
      float[] found, float[] expected, double cosine, double largest, double share) {
    assertThat(found).hasSameSizeAs(expected);
    double product = 0;
    double squaresFound = 0;
    double squaresExpected = 0;
    double worst = 0;
    int near = 0;
    float peak = peak(expected);
    for (int i = 0; i < found.length; i++) {
      product += (double) found[i] * expected[i];
      squaresFound += (double) found[i] * found[i];
      squaresExpected += (double) expected[i] * expected[i];
      double off = Math.abs(found[i] - expected[i]) / peak;
      worst = Math.max(worst, off);
      near += off <= 1e-3 ? 1 : 0;
    }
    assertThat(1 - product / Math.sqrt(squaresFound * squaresExpected)).isLessThan(cosine);
    assertThat(worst).isLessThan(largest);
    assertThat(near / (double) found.length).isGreaterThan(share);
  }

  private static float[] scaled(float[] raw) {
    float[] scaled = new float[raw.length];
    float low = Float.POSITIVE_INFINITY;
    for (int i = 0; i < raw.length; i++) {
      scaled[i] = Math.max(0, raw[i]);
      low = Math.min(low, scaled[i]);
    }
    float range = peak(scaled) - low + MapOps.EPSILON;
    for (int i = 0; i < raw.length; i++) {
      scaled[i] = (scaled[i] - low) / range;
    }
    return scaled;
  }

  private static float peak(float[] values) {
    float peak = 0;
    for (float value : values) {
      peak = Math.max(peak, Math.abs(value));
    }
    return peak;
  }

  private static float[] every(int step, float[] map, int channels) {
    int side = (SIZE + step - 1) / step;
    float[] taken = new float[side * side * channels];
    for (int i = 0; i < taken.length; i++) {
      int place = i / channels;
      int pixel = place / side * step * SIZE + place % side * step;
      taken[i] = map[pixel * channels + i % channels];
    }
    return taken;
  }
}
