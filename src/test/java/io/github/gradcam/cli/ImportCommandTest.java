package io.github.gradcam.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.foreign.ModelDescription;
import io.github.gradcam.model.foreign.ModelSource;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.train.TinyBackbone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {

  @TempDir Path folder;
  private Path model;

  @BeforeEach
  void writeModel() throws IOException {
    model = TinyBackbone.write(folder.resolve("tiny.pb"), 1);
  }

  private static float[] answer(Path path, ModelDescription description) {
    ModelSource source = new ModelSource(path, description);
    try (Classifier classifier = source.load(Execution.of(Precision.FLOAT32)).classifier()) {
      int size = classifier.card().inputSize();
      byte[] pixels = new byte[size * size * 3];
      new Random(1).nextBytes(pixels);
      return classifier.probabilities(pixels, 1)[0];
    }
  }

  private Run imported(Path output, String... more) {
    List<String> words = new ArrayList<>(List.of("import", model.toString()));
    words.addAll(List.of("--logits", "scores", "--preprocess", "imagenet-tf"));
    words.addAll(List.of(more));
    words.addAll(List.of("--output", output.toString()));
    Run imported = Run.of(words.toArray(String[]::new));
    assertThat(imported.code()).as(imported.err()).isZero();
    return imported;
  }

  private void requireSameAnswer(Path output) {
    ModelDescription said = new ModelDescription(null, null, "scores", 0, "imagenet-tf", List.of());
    assertThat(answer(output, ModelDescription.NONE))
        .containsExactly(answer(model, said), within(1e-6f));
  }

  @Test
  void importedModelAnswersAndExplainsWithoutMoreWords() {
    Path output = folder.resolve("imported");
    Run imported = imported(output);
    assertThat(imported.out()).contains("5 classes");
    requireSameAnswer(output);
    Run layers = Run.of("layers", "--model", output.toString());
    assertThat(layers.code()).as(layers.err()).isZero();
    assertThat(layers.out()).contains("late").contains("<- auto");
  }

  @Test
  void importedOnnxFileAnswersWithoutMoreWords() {
    Path output = folder.resolve("out.onnx");
    Run imported = imported(output, "--format", "onnx");
    assertThat(imported.out())
        .contains("Wrote " + output + ": 5 classes")
        .contains("It takes images as floats of 0..255, [N, 3,");
    requireSameAnswer(output);
    Path again = folder.resolve("again.onnx");
    Run refused =
        Run.of("import", output.toString(), "--format", "onnx", "--output", again.toString());
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("was the explanation added already?");
    assertThat(again).doesNotExist();
  }

  @Test
  void whatIsSaidOnceIsKeptBesideTheModel() {
    Run first =
        Run.of("layers", "--model", model.toString(), "--logits", "scores", "--preprocess", "unit");
    assertThat(first.code()).as(first.err()).isZero();
    Path kept = folder.resolve(model.getFileName() + ".gradcam.json");
    assertThat(kept).content().contains("\"preprocess\" : \"unit\"").contains("scores");
    Run second = Run.of("layers", "--model", model.toString());
    assertThat(second.err()).doesNotContain("Nothing in the model says");
    assertThat(second.out()).isEqualTo(first.out());
  }

  @Test
  void brokenSidecarIsNamed() throws IOException {
    Path kept = folder.resolve(model.getFileName() + ".gradcam.json");
    Files.writeString(kept, "{ no json");
    Run run = Run.of("layers", "--model", model.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains(kept.toString()).contains("correct or delete the file");
  }

  @Test
  void modelThatIsNotThereLeavesNoFolder() {
    Path output = folder.resolve("imported");
    Run run = Run.of("import", folder.resolve("none.h5").toString(), "--output", output.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("Expected a model at").contains("none.h5");
    assertThat(output).doesNotExist();
  }
}
