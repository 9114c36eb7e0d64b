package io.github.gradcam.explain.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.TinyNetwork;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.model.Classifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Class 0 is red, class 1 is green. */
class SelectionsOfABatchTest {

  private static final byte[] PICTURE =
      TinyNetwork.pixels(new int[] {2, 1, 0, 0}, new int[] {0, 1, 0, 1});

  @TempDir Path folder;
  private Classifier classifier;
  private Explainer explainer;
  private final List<String> asked = new ArrayList<>();

  @BeforeEach
  void load() throws Exception {
    classifier = TinyNetwork.load(folder, new float[][] {{1, 0}, {0, 1}});
    explainer = new Explainer(classifier, classifier.layer("features"), new GradCam());
  }

  @AfterEach
  void close() {
    explainer.close();
    classifier.close();
  }

  /** Asks for a class first, wants others, and notes when and with what it was asked. */
  private ClassSelection noted(String name, int first, Integer... wanted) {
    return new ClassSelection() {
      @Override
      public int first() {
        return first;
      }

      @Override
      public List<Integer> of(float[] probabilities) {
        asked.add(name + " " + (probabilities[0] > probabilities[1] ? "red" : "green"));
        return List.of(wanted);
      }
    };
  }

  private static byte[] pictures(byte[]... each) {
    byte[] all = new byte[each.length * PICTURE.length];
    for (int i = 0; i < each.length; i++) {
      System.arraycopy(each[i], 0, all, i * PICTURE.length, PICTURE.length);
    }
    return all;
  }

  @Test
  void eachSelectionIsAskedOnceInTheOrderOfTheImages() {
    byte[] green = TinyNetwork.pixels(new int[4], new int[] {0, 3, 0, 0});
    List<ClassSelection> selections =
        List.of(
            noted("a", Target.PREDICTED, 0), noted("b", 0, 1), noted("c", Target.PREDICTED, 1, 0));
    List<List<Explanation>> answers =
        explainer.explain(pictures(PICTURE, green, PICTURE), selections);
    assertThat(asked).containsExactly("a red", "b green", "c red");
    assertThat(answers.stream().map(one -> one.stream().map(Explanation::classIndex).toList()))
        .containsExactly(List.of(0), List.of(1), List.of(1, 0));
  }

  @Test
  void classOtherThanTheFirstIsExplainedAsByItself() {
    List<ClassSelection> selections = List.of(noted("a", 0, 1));
    Explanation second = explainer.explain(PICTURE, selections).get(0).get(0);
    Explanation alone = explainer.explain(PICTURE, 1).get(0);
    assertThat(second.signed().values()).containsExactly(alone.signed().values(), within(1e-6f));
  }

  @Test
  void selectionOfNoClassOrAnUnknownOneIsRefused() {
    assertThatThrownBy(() -> explainer.explain(PICTURE, List.of(noted("a", 0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected class indexes of 0 to 1, found []");
    assertThatThrownBy(() -> explainer.explain(PICTURE, List.of(noted("a", 0, 2))))
        .hasMessage("Expected class indexes of 0 to 1, found [2]");
    assertThatThrownBy(() -> explainer.explain(PICTURE, List.of(noted("a", 2, 0))))
        .hasMessage("Expected a class index of -1 to 1, found 2");
  }

  @Test
  void anotherNumberOfImagesThanOfSelectionsIsRefused() {
    byte[] cut = Arrays.copyOf(PICTURE, PICTURE.length - 1);
    assertThatThrownBy(() -> explainer.explain(cut, List.of(new ClassSelection.Predicted())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Expected 12 bytes for 1 images")
        .hasMessageContaining("found 11");
  }
}
