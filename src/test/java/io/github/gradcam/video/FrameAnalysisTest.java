package io.github.gradcam.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.ExplanationMethod;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.explain.MethodSettings;
import io.github.gradcam.explain.Smoothing;
import io.github.gradcam.explain.map.Diagnosis;
import io.github.gradcam.explain.map.Fusion;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.explain.method.Methods;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.explain.target.TargetScore;
import io.github.gradcam.image.HeatValues;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.SavedModelFolder;
import io.github.gradcam.model.kernel.Precision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With the classifier that ships. */
class FrameAnalysisTest {

  private static final double FRAME = 1 / 25.0;
  private static final ClassSelection PREDICTED = new ClassSelection.Predicted();

  private static Classifier classifier;
  private static Explainer explainer;
  private static byte[] sea;
  private static byte[] forest;
  private static byte[] glacier;
  private static byte[] black;

  private double now;

  @BeforeAll
  static void load() throws Exception {
    classifier = new SavedModelFolder(Path.of("saved_model")).load(Precision.FLOAT32);
    explainer = new Explainer(classifier, classifier.layer("auto"), new GradCam());
    int size = classifier.card().inputSize();
    sea = Scenes.input("sea-sunset.jpg", size);
    forest = Scenes.input("forest-stream.jpg", size);
    glacier = Scenes.input("glacier-icefall.jpg", size);
    black = new byte[sea.length];
  }

  @AfterAll
  static void close() {
    explainer.close();
    classifier.close();
  }

  private KeyFrame frame(byte[] input, boolean cut) {
    now += FRAME;
    return new KeyFrame(now, input, cut);
  }

  private FrameAnswer one(FrameAnalysis analysis, byte[] input, boolean cut) {
    return analysis.explain(List.of(frame(input, cut))).get(0);
  }

  private static String label(FrameAnswer answer) {
    return classifier.labels().get(answer.classIndex());
  }

  private static double mean(HeatValues heat) {
    double sum = 0;
    for (float value : heat.values()) {
      assertThat(value).isBetween(0f, 1f);
      sum += value;
    }
    return sum / heat.values().length;
  }

  @Test
  void newSceneIsNamedAtOnce() {
    FrameAnalysis analysis = new FrameAnalysis(explainer, PREDICTED, 0.2);
    List<FrameAnswer> answers =
        analysis.explain(
            List.of(
                frame(sea, true), frame(sea, false), frame(forest, true), frame(forest, false)));
    assertThat(answers.stream().map(FrameAnalysisTest::label))
        .containsExactly("sea", "sea", "forest", "forest");
    assertThat(answers.stream().map(FrameAnswer::cut)).containsExactly(true, false, true, false);
    assertThat(answers).allMatch(FrameAnswer::explained);
    FrameAnswer cut = answers.get(2);
    assertThat(cut.probability()).isEqualTo(cut.probabilities()[cut.classIndex()]);
    assertThat(mean(cut.heat())).isCloseTo(cut.energy(), within(1e-6));
  }

  @Test
  void challengerOfAMomentDoesNotChangeTheLabelAndTheMapIsAboutTheLabel() {
    FrameAnalysis analysis = new FrameAnalysis(explainer, PREDICTED, 0);
    analysis.calibrate(List.of(sea, forest));
    for (int i = 0; i < 3; i++) {
      assertThat(label(one(analysis, sea, i == 0))).isEqualTo("sea");
    }
    FrameAnswer flicker = one(analysis, forest, false);
    assertThat(label(flicker)).isEqualTo("sea");
    assertThat(flicker.probabilities()[flicker.classIndex()]).isLessThan(0.1f);
    assertThat(flicker.probability()).isGreaterThan(0.8f);
    FrameAnalysis pinned = new FrameAnalysis(explainer, fixed("sea"), 0);
    pinned.calibrate(List.of(sea, forest));
    assertThat(flicker.heat().values())
        .containsExactly(one(pinned, forest, true).heat().values(), within(1e-5f));
    assertThat(label(one(analysis, sea, false))).isEqualTo("sea");
  }

  @Test
  void newSubjectWithoutACutIsNamedWithinASecond() {
    FrameAnalysis analysis = new FrameAnalysis(explainer, PREDICTED, 0);
    one(analysis, sea, true);
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      labels.add(label(one(analysis, forest, false)));
    }
    assertThat(labels.get(0)).isEqualTo("sea");
    assertThat(labels.get(24)).isEqualTo("forest");
    assertThat(labels.indexOf("forest")).isEqualTo(labels.lastIndexOf("sea") + 1);
  }

  @Test
  void blackFrameAfterEvidenceLooksQuiet() {
    FrameAnalysis file = new FrameAnalysis(explainer, PREDICTED, 0);
    file.calibrate(List.of(sea, black, black, black));
    FrameAnalysis live = new FrameAnalysis(explainer, PREDICTED, 0);
    for (FrameAnalysis analysis : List.of(file, live)) {
      double seen = mean(one(analysis, sea, true).heat());
      double dark = mean(one(analysis, black, true).heat());
      assertThat(seen).isGreaterThan(0.2);
      assertThat(dark).isLessThan(0.03);
      for (int minute = 0; minute < 10; minute++) {
        now += 60;
        dark = mean(one(analysis, black, false).heat());
      }
      assertThat(dark).isLessThan(0.05);
    }
  }

  @Test
  void classThatIsNowhereStaysQuietFromTheFirstFrameOn() {
    FrameAnalysis live = new FrameAnalysis(explainer, fixed("buildings"), 0);
    FrameAnswer answer = one(live, forest, true);
    assertThat(label(answer)).isEqualTo("buildings");
    assertThat(mean(answer.heat())).isLessThan(0.03);
  }

  @Test
  void batchIsExplainedAsFrameByFrame() {
    List<KeyFrame> frames =
        List.of(
            frame(sea, true),
            frame(glacier, false),
            frame(glacier, false),
            frame(forest, true),
            frame(black, false),
            frame(forest, false));
    FrameAnalysis together = new FrameAnalysis(explainer, PREDICTED, 0.1);
    FrameAnalysis single = new FrameAnalysis(explainer, PREDICTED, 0.1);
    for (FrameAnalysis analysis : List.of(together, single)) {
      analysis.calibrate(List.of(sea, forest));
    }
    List<FrameAnswer> answers = together.explain(frames);
    for (int i = 0; i < frames.size(); i++) {
      FrameAnswer alone = single.explain(frames.subList(i, i + 1)).get(0);
      assertThat(answers.get(i).classIndex()).isEqualTo(alone.classIndex());
      assertThat(answers.get(i).probability()).isCloseTo(alone.probability(), within(1e-5f));
      assertThat(answers.get(i).energy()).isCloseTo(alone.energy(), within(1e-5));
      assertThat(answers.get(i).heat().values())
          .containsExactly(alone.heat().values(), within(1e-4f));
      assertThat(answers.get(i).diagnosis()).isEqualTo(alone.diagnosis());
    }
  }

  @Test
  void noFramesHaveNoAnswers() {
    assertThat(new FrameAnalysis(explainer, PREDICTED, 0).explain(List.of())).isEmpty();
  }

  @Test
  void classSelectedOnTheWayIsShownFromTheNextFrameOn() {
    FrameAnalysis analysis = new FrameAnalysis(explainer, PREDICTED, 0.2);
    assertThat(label(one(analysis, sea, true))).isEqualTo("sea");
    analysis.select(fixed("forest"));
    FrameAnswer pinned = one(analysis, sea, false);
    assertThat(label(pinned)).isEqualTo("forest");
    assertThat(pinned.probability()).isLessThan(0.1f);
    analysis.select(PREDICTED);
    assertThat(label(one(analysis, sea, false))).isEqualTo("sea");
  }

  @Test
  void severalClassesOrAnUnknownOneAreRefused() {
    FrameAnalysis analysis = new FrameAnalysis(explainer, PREDICTED, 0);
    assertThatThrownBy(() -> analysis.select(new ClassSelection.Top(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Expected one class for a video, predicted or one of 0 to 5, found Top[count=2]");
    assertThatThrownBy(() -> new FrameAnalysis(explainer, new ClassSelection.Fixed(6), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found Fixed[index=6]");
  }

  @Test
  void planOfMoreThanOneMapIsRefused() {
    List<ExplanationMethod> two = new Methods(MethodSettings.DEFAULT).named("gradcam,layercam");
    assertRefused(plan(two, "auto", false), "found 2 and 1");
    assertRefused(plan(two.subList(0, 1), "re_lu_12,re_lu_11", false), "found 1 and 2");
    assertRefused(plan(two.subList(0, 1), "auto", true), "found 1 and 1 with counterfactual");
  }

  private static ExplanationPlan plan(
      List<ExplanationMethod> methods, String layers, boolean counterfactual) {
    return new ExplanationPlan(
        methods,
        classifier.layersNamed(layers),
        Target.NONE,
        TargetScore.LOGIT,
        counterfactual,
        Smoothing.NONE,
        Fusion.NONE,
        1);
  }

  private static void assertRefused(ExplanationPlan plan, String found) {
    try (Explainer several = new Explainer(classifier, plan)) {
      assertThatThrownBy(() -> new FrameAnalysis(several, PREDICTED, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("Expected one method and one layer without counterfactual")
          .hasMessageEndingWith(found);
    }
  }

  @Test
  void frameOfAnotherSizeIsRefused() {
    FrameAnalysis analysis = new FrameAnalysis(explainer, PREDICTED, 0);
    assertThatThrownBy(() -> analysis.explain(List.of(frame(new byte[3], true))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 3");
    assertThatThrownBy(() -> analysis.explain(List.of(frame(sea, true), frame(new byte[3], false))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected 67500 bytes for each input, found 3");
  }

  private static ClassSelection fixed(String label) {
    return ClassSelection.parse(label, classifier.labels());
  }

  private static FrameAnswer answer(int classIndex, float probability, float heat, boolean cut) {
    return new FrameAnswer(
        new float[] {probability, 1 - probability},
        classIndex,
        probability,
        new HeatValues(new float[] {heat, 0}, 2, 1, false),
        heat / 2,
        Diagnosis.OK,
        true,
        cut);
  }

  @Test
  void frameBetweenIsInProportionUnderTheEarlierLabel() {
    FrameAnswer between =
        FrameAnalysis.between(answer(0, 0.8f, 1, true), answer(0, 0.4f, 0.5f, false), 0.25);
    assertThat(between.probabilities()).containsExactly(new float[] {0.7f, 0.3f}, within(1e-6f));
    assertThat(between.probability()).isCloseTo(0.7f, within(1e-6f));
    assertThat(between.heat().values()).containsExactly(new float[] {0.875f, 0}, within(1e-6f));
    assertThat(between.energy()).isCloseTo(0.4375, within(1e-6));
    assertThat(between.explained()).isFalse();
    assertThat(between.cut()).isFalse();
  }

  @Test
  void labelAndItsProbabilityAreHeldUntilAnotherIsShown() {
    FrameAnswer between =
        FrameAnalysis.between(answer(0, 0.8f, 1, false), answer(1, 0.4f, 0, false), 0.5);
    assertThat(between.classIndex()).isZero();
    assertThat(between.probability()).isEqualTo(0.8f);
    assertThat(between.heat().values()[0]).isEqualTo(0.5f);
  }

  @Test
  void earlierIsHeldUntilANewScene() {
    FrameAnswer earlier = answer(0, 0.8f, 1, false);
    FrameAnswer between = FrameAnalysis.between(earlier, answer(1, 0.4f, 0, true), 0.9);
    assertThat(between.heat()).isSameAs(earlier.heat());
    assertThat(between.probabilities()).containsExactly(earlier.probabilities());
    assertThat(between.energy()).isEqualTo(earlier.energy());
    assertThat(between.explained()).isFalse();
  }

  @Test
  void wayLongerThanTheWholeEndsAtTheLater() {
    FrameAnswer later = answer(0, 0.4f, 0.5f, false);
    assertThat(FrameAnalysis.between(answer(0, 0.8f, 1, false), later, 3).heat().values())
        .containsExactly(later.heat().values());
  }
}
