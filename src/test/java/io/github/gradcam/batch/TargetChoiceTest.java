package io.github.gradcam.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.batch.input.ImageContent;
import io.github.gradcam.batch.input.ImageEntry;
import io.github.gradcam.explain.target.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetChoiceTest {

  private static final List<String> LABELS = List.of("forest", "sea", "street");
  private static final ImageContent CONTENT =
      () -> {
        throw new AssertionError("nothing is decoded here");
      };

  private static int first(String text, List<String> labels, ImageEntry entry, String label) {
    return new TargetChoice(text, labels).of(entry, label).first();
  }

  private static int first(String text, String own, String label) {
    return first(text, LABELS, new ImageEntry("image", null, own, CONTENT), label);
  }

  @Test
  void listsOwnClassComesFirst() {
    assertThat(first("predicted", "sea", "street")).isEqualTo(1);
    assertThat(first("label", "0", "street")).isZero();
  }

  @Test
  void labelIsExplainedWhereThatIsAsked() {
    assertThat(first("label", null, "street")).isEqualTo(2);
    assertThat(first("LABEL", null, "street")).isEqualTo(2);
  }

  @Test
  void labelThatAListGivesByItsIndexIsThatOneOfTwoClassesWithOneName() {
    List<String> birds = List.of("crane", "sea", "crane");
    assertThat(first("label", birds, new ImageEntry("image", "2", null, CONTENT), "crane"))
        .isEqualTo(2);
    assertThat(first("label", birds, new ImageEntry("image", null, null, CONTENT), "crane"))
        .isZero();
  }

  @Test
  void choiceIsNamedByItsClassOrItsWord() {
    assertThat(new TargetChoice("1", LABELS).name()).isEqualTo("sea");
    assertThat(new TargetChoice("STREET", LABELS).name()).isEqualTo("street");
    assertThat(new TargetChoice("Label", LABELS).name()).isEqualTo("label");
    assertThat(new TargetChoice("Predicted", LABELS).name()).isEqualTo("predicted");
    assertThat(new TargetChoice("2", List.of("crane", "sea", "crane")).name())
        .isEqualTo("crane (2)");
  }

  @Test
  void imageWithoutLabelCannotHaveItsLabelExplained() {
    assertThatThrownBy(() -> first("label", null, null)).hasMessageContaining("found none");
  }

  @Test
  void allOthersGetTheSameClass() {
    assertThat(first("predicted", null, "sea")).isEqualTo(Target.PREDICTED);
    assertThat(first("street", null, "sea")).isEqualTo(2);
  }

  @Test
  void severalClassesAnImageAreRefused() {
    assertThatThrownBy(() -> new TargetChoice("top:2", LABELS)).hasMessageContaining("one class");
    assertThatThrownBy(() -> new TargetChoice("all", LABELS)).hasMessageContaining("one class");
  }

  @Test
  void unknownClassIsRefusedWithTheNearest() {
    assertThatThrownBy(() -> new TargetChoice("se", LABELS)).hasMessageContaining("sea");
    assertThatThrownBy(() -> first("predicted", "glacier", null)).hasMessageContaining("glacier");
  }
}
