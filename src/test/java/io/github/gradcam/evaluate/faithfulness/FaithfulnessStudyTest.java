package io.github.gradcam.evaluate.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.evaluate.faithfulness.TrialResult.MapResult;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.ExplanationMethod;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.explain.MethodSettings;
import io.github.gradcam.explain.method.Methods;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.model.kernel.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FaithfulnessStudyTest {

  private static final int SIZE = 32;
  private static final AtomicLong PASSES = new AtomicLong();
  private static Classifier classifier;
  private static FaithfulnessStudy study;
  private static ExplanationPlan plan;

  @BeforeAll
  static void open() {
    ModelCard card = ModelCard.unsaved("scenes", List.of("a", "b", "c"), SIZE);
    classifier = Classifier.untrained(card, Precision.FLOAT32, 1);
    List<ExplanationMethod> methods =
        new ArrayList<>(new Methods(MethodSettings.DEFAULT).named("eigencam,saliency,randomcam"));
    methods.addAll(
        new Methods(new MethodSettings(MethodSettings.DEFAULT.convention(), 0, 2))
            .named("randomcam"));
    plan = ExplanationPlan.of(methods, classifier.layersNamed("re_lu_8,re_lu_4"));
    study =
        new FaithfulnessStudy(
            classifier, plan, new FaithfulnessStudy.Settings(2, true, 1), null, PASSES::addAndGet);
  }

  @AfterAll
  static void close() {
    study.close();
    study.close();
    classifier.close();
  }

  private static RgbImage noise() {
    byte[] pixels = new byte[SIZE * SIZE * 3];
    new Random(5).nextBytes(pixels);
    return new RgbImage(SIZE, SIZE, pixels);
  }

  private static MapResult find(TrialResult result, String method, String layer) {
    return result.maps().stream()
        .filter(map -> map.candidate().equals(new Candidate(method, layer)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void drawsOfRandomWeightsAreOneCandidateAndPixelMethodsHaveNoLayer() {
    TrialResult result = study.score("a", noise(), false, null, null);
    assertThat(result.maps())
        .extracting(MapResult::candidate)
        .containsExactlyInAnyOrder(
            new Candidate("EigenCAM", "re_lu_8"),
            new Candidate("EigenCAM", "re_lu_4"),
            new Candidate("Saliency", "input"),
            new Candidate("RandomCAM", "re_lu_8"),
            new Candidate("RandomCAM", "re_lu_4"));
  }

  @Test
  void mapThatAsksForNoClassAgreesFullyWithANetworkWhoseLastKernelIsShuffled() {
    TrialResult result = study.score("a", noise(), true, null, null);
    assertThat(find(result, "EigenCAM", "re_lu_4").values().get(Measure.AGREEMENT_TOP))
        .isGreaterThan(0.999);
    assertThat(find(result, "Saliency", "input").values())
        .containsKeys(Measure.SENSITIVITY, Measure.AGREEMENT_ALL);
  }

  @Test
  void withoutChecksNeitherSensitivityNorAgreementIsMeasured() {
    TrialResult result = study.score("a", noise(), false, null, null);
    assertThat(result.maps().get(0).values())
        .doesNotContainKeys(Measure.SENSITIVITY, Measure.AGREEMENT_ALL, Measure.POINTING)
        .containsKeys(Measure.ROAD, Measure.DROP, Measure.INSERTION_MINUS_DELETION);
  }

  @Test
  void areasAreThoseOfTheCurvesKept() {
    MapResult map = study.score("a", noise(), false, null, null).maps().get(0);
    float[] curve = map.curves().get(Measure.INSERTION_BLUR);
    assertThat(curve).hasSize(PerturbationCurve.STEPS + 1);
    assertThat(map.values().get(Measure.INSERTION_BLUR))
        .isEqualTo(new PerturbationCurve(curve).auc());
  }

  @Test
  void knownEvidenceOfTheWholeImageHasAllTheHeat() {
    BitSet all = new BitSet();
    all.set(0, SIZE * SIZE);
    TrialResult result = study.score("a", noise(), false, new KnownEvidence(SIZE, SIZE, all), null);
    MapResult map = find(result, "Saliency", "input");
    assertThat(map.values().get(Measure.ENERGY)).isEqualTo(1);
    assertThat(map.values().get(Measure.POINTING)).isEqualTo(1);
    assertThat(map.values().get(Measure.EVIDENCE_AREA)).isEqualTo(1);
  }

  @Test
  void mosaicHasTheShareOfPositiveEvidenceOfItsCellForTheClassOfTheImage() {
    Mosaic mosaic = Mosaic.of(noise(), List.of(plain(0), plain(128), plain(255)), 3, SIZE);
    TrialResult result = study.score("a", noise(), false, null, mosaic);
    int target = classifier.labels().indexOf(result.target());
    try (Explainer explainer = new Explainer(classifier, plan)) {
      var saliency =
          explainer.explain(mosaic.picture().pixels(), target).stream()
              .filter(map -> map.method().equals("Saliency"))
              .findFirst()
              .orElseThrow();
      double own = 0;
      double all = 0;
      float[] evidence = saliency.signed().values();
      for (int pixel = 0; pixel < evidence.length; pixel++) {
        double positive = Math.max(0, evidence[pixel]);
        all += positive;
        own += pixel % SIZE >= SIZE / 2 && pixel / SIZE >= SIZE / 2 ? positive : 0;
      }
      assertThat(find(result, "Saliency", "input").values().get(Measure.GRID))
          .isEqualTo(own / all, within(1e-6));
    }
    assertThat(study.score("a", noise(), false, null, null).maps().get(0).values())
        .doesNotContainKey(Measure.GRID);
  }

  @Test
  void mapsAreHeldToWhatHolesCostTheNetworkThatLearnedToLiveWithThem() {
    // without patch k its answer is k / 16, so that the first patch costs most
    ClassScorer tuned =
        (pixels, count, classIndex) -> {
          float[] answers = new float[count];
          for (int i = 0; i < count; i++) {
            answers[i] = i / 16f;
          }
          return answers;
        };
    float[] costs = new float[16];
    for (int patch = 0; patch < 16; patch++) {
      costs[patch] = 16 - patch;
    }
    FaithfulnessStudy.Settings unchecked = new FaithfulnessStudy.Settings(2, false, 1);
    try (FaithfulnessStudy held =
            new FaithfulnessStudy(
                classifier, plan, unchecked, new InDomainDeletion(tuned), PASSES::addAndGet);
        Explainer explainer = new Explainer(classifier, plan)) {
      TrialResult result = held.score("a", noise(), false, null, null);
      int target = classifier.labels().indexOf(result.target());
      var saliency =
          explainer.explain(noise().pixels(), target).stream()
              .filter(map -> map.method().equals("Saliency"))
              .findFirst()
              .orElseThrow();
      float[] sums = new float[16];
      float[] heat = saliency.heatmap().values();
      for (int pixel = 0; pixel < heat.length; pixel++) {
        sums[pixel / SIZE / 8 * 4 + pixel % SIZE / 8] += heat[pixel];
      }
      assertThat(find(result, "Saliency", "input").values().get(Measure.IN_DOMAIN))
          .isEqualTo(MapAgreement.spearman(sums, costs), within(1e-6));
    }
    assertThat(study.score("a", noise(), false, null, null).maps().get(0).values())
        .doesNotContainKey(Measure.IN_DOMAIN);
  }

  private static RgbImage plain(int grey) {
    byte[] pixels = new byte[SIZE * SIZE * 3];
    Arrays.fill(pixels, (byte) grey);
    return new RgbImage(SIZE, SIZE, pixels);
  }

  @Test
  void sameImageGivesTheSameNumbers() {
    TrialResult one = study.score("a", noise(), false, null, null);
    TrialResult two = study.score("a", noise(), false, null, null);
    assertThat(two.maps().get(0).values().get(Measure.ROAD))
        .isEqualTo(one.maps().get(0).values().get(Measure.ROAD));
  }

  @Test
  void passesAreTold() {
    long before = PASSES.get();
    study.score("a", noise(), false, null, null);
    long told = FaithfulnessStudy.passes(plan, false);
    assertThat(PASSES.get() - before).isBetween(told / 2, told);
  }
}
