package io.github.gradcam.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.model.SavedModelFolder.Signature;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.kernel.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedModelFolderTest {

  private static final ModelCard CARD = ModelCard.unsaved("scenes", List.of("cat", "dog"), 32);

  @TempDir Path folder;

  private static byte[] noise() {
    byte[] pixels = new byte[2 * 32 * 32 * 3];
    new Random(1).nextBytes(pixels);
    return pixels;
  }

  private void write(Classifier classifier) throws IOException {
    Signature serving =
        new Signature(
            Map.of("images", classifier.images()),
            Map.of("probabilities", classifier.probabilities()));
    new SavedModelFolder(folder)
        .write(classifier.graph(), Map.of(SavedModelFolder.SERVING, serving), CARD);
  }

  @Test
  void loadedModelAnswersAsTheOneWritten() throws IOException {
    try (Classifier written = Classifier.untrained(CARD, Precision.FLOAT32, 7)) {
      write(written);
      try (Classifier loaded = new SavedModelFolder(folder).load(Precision.FLOAT32)) {
        float[][] before = written.probabilities(noise(), 2);
        float[][] after = loaded.probabilities(noise(), 2);
        assertThat(after).isDeepEqualTo(before);
        assertThat(loaded.labels()).containsExactly("cat", "dog");
        assertThat(loaded.layers()).isEqualTo(written.layers());
        // the last of at least 4 x 4: re_lu_12 has 2 x 2 places
        assertThat(loaded.layer("auto").name()).isEqualTo("re_lu_8");
      }
    }
  }

  @Test
  void closingTwiceDoesNoHarm() {
    Classifier classifier = Classifier.untrained(CARD, Precision.FLOAT32, 7);
    classifier.close();
    classifier.close();
  }

  @Test
  void emptyFolderIsNoModel() {
    assertRefused().hasMessageContaining("Expected a model folder with saved_model.pb");
  }

  @Test
  void damagedModelIsNamed() throws IOException {
    Files.writeString(folder.resolve("saved_model.pb"), "this is no model");
    assertRefused().hasMessageContaining("Expected a SavedModel in");
  }

  @Test
  void emptyModelHasNoGraph() throws IOException {
    Files.write(folder.resolve("saved_model.pb"), new byte[0]);
    assertRefused().hasMessageContaining("found an empty model");
  }

  @Test
  void modelOfAnotherProgramLacksTheCard() throws IOException {
    try (Classifier classifier = Classifier.untrained(CARD, Precision.FLOAT32, 7)) {
      write(classifier);
    }
    Path card = folder.resolve("assets.extra/model-card.json");
    Files.delete(card);
    assertRefused().hasMessageContaining("Expected the model card " + card + ", found none");
    Files.writeString(card, "{");
    assertRefused().hasMessageContaining("Expected a model card in " + card);
  }

  private org.assertj.core.api.AbstractThrowableAssert<?, ?> assertRefused() {
    return assertThatThrownBy(() -> new SavedModelFolder(folder).load(Precision.FLOAT32).close())
        .isInstanceOf(ModelException.class);
  }
}
