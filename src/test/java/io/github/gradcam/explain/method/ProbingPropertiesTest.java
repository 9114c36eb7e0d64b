package io.github.gradcam.explain.method;

import static io.github.gradcam.explain.TinyImage.FIRST;
import static io.github.gradcam.explain.TinyImage.SECOND;
import static io.github.gradcam.explain.TinyImage.X;
import static io.github.gradcam.explain.TinyImage.samples;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.ExplanationMethod;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.explain.MethodSettings;
import io.github.gradcam.explain.Probes;
import io.github.gradcam.explain.ProbingMethod;
import io.github.gradcam.explain.TinyImage;
import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.model.Classifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every method of several passes. */
class ProbingPropertiesTest {

  @TempDir Path folder;

  static Stream<ProbingMethod> methods() {
    return new Methods(samples(5))
        .all().stream().filter(ProbingMethod.class::isInstance).map(ProbingMethod.class::cast);
  }

  static Stream<ProbingMethod> scaleFree() {
    Set<String> softmax = Set.of("Score-CAM", "SS-CAM", "IS-CAM", "Smooth Grad-CAM++", "RISE");
    return methods().filter(method -> !softmax.contains(method.name()));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void mapsDoNotDependOnTheBatch(ProbingMethod method) throws Exception {
    List<SignedMap> one = TinyImage.maps(folder, method, X, 1, FIRST);
    List<SignedMap> three = TinyImage.maps(folder, method, X, 3, FIRST);
    List<SignedMap> all = TinyImage.maps(folder, method, X, ExplanationPlan.BATCH, FIRST);
    assertThat(three.get(0).values()).containsExactly(one.get(0).values(), within(1e-5f));
    assertThat(all.get(0).values()).containsExactly(one.get(0).values(), within(1e-5f));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void sameSeedGivesTheSameMapAndSeveralTargetsThoseOneByOne(ProbingMethod method)
      throws Exception {
    Target[] targets = {FIRST, SECOND, FIRST.opposite(), new Target(0, 1, false)};
    try (Classifier classifier = TinyImage.network(folder);
        Probes probes = new Probes(classifier, "features")) {
      List<SignedMap> together = method.maps(probes.of(X, targets));
      assertThat(together).hasSize(targets.length);
      for (int t = 0; t < targets.length; t++) {
        SignedMap alone = method.maps(probes.of(X, targets[t])).get(0);
        assertThat(together.get(t).values()).containsExactly(alone.values(), within(1e-5f));
      }
      assertThat(method.maps(probes.of(X, FIRST)).get(0).values())
          .isEqualTo(method.maps(probes.of(X, FIRST)).get(0).values());
    }
  }

  @ParameterizedTest
  @MethodSource("scaleFree")
  void scalingTheLogitsLeavesTheHeatmap(ProbingMethod method) throws Exception {
    assertThat(heat(method, 3)).containsExactly(heat(method, 1), within(1e-5f));
  }

  private float[] heat(ProbingMethod method, float scale) throws Exception {
    try (Classifier classifier = TinyImage.network(folder, scale);
        Explainer explainer = new Explainer(classifier, classifier.layer("features"), method)) {
      return explainer
          .explainInputs(X, List.of(ClassSelection.ofIndex(0)))
          .get(0)
          .get(0)
          .heatmap()
          .values();
    }
  }

  @Test
  void evidenceAgainstIsTheNegativeWhereAttributionIsLinear() throws Exception {
    for (ProbingMethod method :
        List.of(new IntegratedGradients(samples(5)), new Occlusion(), new AblationCam())) {
      float[] negative = TinyImage.map(folder, method, FIRST);
      for (int i = 0; i < negative.length; i++) {
        negative[i] = -negative[i];
      }
      assertThat(TinyImage.map(folder, method, FIRST.opposite()))
          .containsExactly(negative, within(1e-5f));
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void passesAreAboutThoseAnnounced(ProbingMethod method) throws Exception {
    long[] passes = {0};
    try (Classifier classifier = TinyImage.network(folder);
        Probes probes =
            new Probes(classifier, "features", ExplanationPlan.BATCH, more -> passes[0] += more)) {
      method.maps(probes.of(X, FIRST, SECOND));
      if (!(method instanceof Occlusion)) {
        long announced = method.passes(classifier.layer("features"), 2);
        assertThat(passes[0]).isBetween(announced - 1, announced + 2);
      }
    }
  }

  @Test
  void everyMethodHasAWordOfItsOwn() {
    Map<String, String> words = new TreeMap<>();
    List<ExplanationMethod> all = new Methods(MethodSettings.DEFAULT).all();
    all.forEach(method -> words.put(Methods.key(method.name()), method.name()));
    assertThat(words).hasSameSizeAs(all);
    assertThat(all)
        .allSatisfy(
            method ->
                assertThat(List.of(method.summary(), method.paper(), method.cost()))
                    .doesNotContain(""));
  }
}
