package io.github.gradcam.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.method.Cam;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.explain.method.LayerCam;
import io.github.gradcam.explain.method.Methods;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.model.kernel.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** However a run is put together, each of its maps is the one that it would be alone. */
class RunPropertiesTest {

  private static final int SIZE = 48;
  private static final int COUNT = 3;
  private static final List<String> LABELS = List.of("a", "b", "c", "d", "e");

  /** In the last residual block, beside its shortcut. */
  private static final String INSIDE = "re_lu_11";

  private static Classifier classifier;
  private static Explainer everything;
  private static byte[] pixels;

  @BeforeAll
  static void load() {
    ModelCard card = ModelCard.unsaved("scenes", LABELS, SIZE);
    classifier = Classifier.untrained(card, Precision.FLOAT32, 5);
    everything = explainer("re_lu_12", methods());
    pixels = new byte[COUNT * SIZE * SIZE * 3];
    new Random(8).nextBytes(pixels);
  }

  @AfterAll
  static void close() {
    classifier.close();
  }

  private static byte[] picture(int index) {
    int length = pixels.length / COUNT;
    return Arrays.copyOfRange(pixels, index * length, (index + 1) * length);
  }

  private static List<CamMethod> methods() {
    return new Methods(MethodSettings.DEFAULT)
        .all().stream()
            .filter(CamMethod.class::isInstance)
            .map(CamMethod.class::cast)
            .filter(method -> !(method instanceof Cam))
            .toList();
  }

  private static Explainer explainer(String layers, List<CamMethod> methods) {
    return new Explainer(classifier, ExplanationPlan.of(methods, classifier.layersNamed(layers)));
  }

  private static void assertAllSame(List<Explanation> actual, List<Explanation> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertSame(actual.get(i), expected.get(i));
    }
  }

  private static void assertSame(Explanation actual, Explanation expected) {
    String what = "%s at %s".formatted(expected.method(), expected.layer());
    assertThat(actual.method()).isEqualTo(expected.method());
    assertThat(actual.layer()).isEqualTo(expected.layer());
    assertThat(actual.target()).isEqualTo(expected.target());
    float peak = 0;
    for (float value : expected.signed().values()) {
      peak = Math.max(peak, Math.abs(value));
    }
    assertThat(actual.signed().values())
        .as(what)
        .containsExactly(expected.signed().values(), within(2e-5f * peak + 1e-12f));
    assertThat(actual.heatmap().values())
        .as(what)
        .containsExactly(expected.heatmap().values(), within(1e-4f));
    assertThat(actual.heatmap().diagnosis()).isEqualTo(expected.heatmap().diagnosis());
    assertThat(actual.probabilities()).containsExactly(expected.probabilities(), within(1e-5f));
  }

  @Test
  void batchIsExplainedAsImageByImage() {
    ClassSelection two = new ClassSelection.Top(2);
    List<List<Explanation>> together = everything.explain(pixels, COUNT, two);
    for (int i = 0; i < COUNT; i++) {
      assertAllSame(together.get(i), everything.explain(picture(i), 1, two).get(0));
    }
  }

  @Test
  void laterClassesFromSharedActivationsAreThoseOfARunOfTheirOwn() {
    // 3 images x 4 further classes: two runs from the activations at the cut
    List<List<Explanation>> all = everything.explain(pixels, COUNT, new ClassSelection.Top(5));
    for (int i = 0; i < COUNT; i++) {
      for (int c = 0; c < LABELS.size(); c++) {
        int index = c;
        List<Explanation> shared =
            all.get(i).stream().filter(one -> one.classIndex() == index).toList();
        assertAllSame(shared, everything.explain(picture(i), c));
      }
    }
  }

  @Test
  void layerBesideAShortcutIsExplainedForTheSecondClassAsByItself() {
    assertThat(classifier.cut(List.of(classifier.layer(INSIDE))).op().name())
        .isEqualTo("re_lu_10/output");
    try (Explainer inside = explainer(INSIDE, List.of(new GradCam(), new LayerCam()))) {
      List<Explanation> both = inside.explain(pixels, COUNT, new ClassSelection.Top(2)).get(1);
      int first = both.get(0).classIndex();
      int second = both.get(2).classIndex();
      assertThat(first).isNotEqualTo(second);
      assertAllSame(both.subList(0, 2), inside.explain(picture(1), first));
      assertAllSame(both.subList(2, 4), inside.explain(picture(1), second));
    }
  }

  @Test
  void layersTogetherGiveWhatEachGivesAlone() {
    List<String> names = List.of("max_pooling2d", "conv2d_5", INSIDE, "re_lu_12");
    try (Explainer together = explainer(String.join(",", names), List.of(new GradCam()))) {
      List<Explanation> both = together.explain(picture(1), 1, new ClassSelection.Top(2)).get(0);
      for (int i = 0; i < names.size(); i++) {
        try (Explainer alone = explainer(names.get(i), List.of(new GradCam()))) {
          assertAllSame(
              List.of(both.get(i), both.get(names.size() + i)),
              alone.explain(picture(1), 1, new ClassSelection.Top(2)).get(0));
        }
      }
    }
  }

  @Test
  void orderOfTheClassesDoesNotMatter() {
    byte[] twice = Arrays.copyOf(picture(0), 2 * picture(0).length);
    System.arraycopy(twice, 0, twice, picture(0).length, picture(0).length);
    List<Explanation> up = everything.explain(twice, 1, 4);
    List<Explanation> down = everything.explain(twice, 4, 1);
    int half = up.size() / 2;
    assertAllSame(up.subList(0, half), down.subList(half, 2 * half));
    assertAllSame(up.subList(half, 2 * half), down.subList(0, half));
  }

  @Test
  void predictedClassIsTheFirstOfTheLikeliest() {
    List<Explanation> predicted =
        everything.explain(picture(0), 1, new ClassSelection.Predicted()).get(0);
    List<Explanation> likeliest =
        everything.explain(picture(0), 1, new ClassSelection.Top(5)).get(0);
    assertAllSame(likeliest.subList(0, predicted.size()), predicted);
  }
}
