package io.github.gradcam.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradcam.train.data.Skipped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {

  private static final Offset<Double> CLOSE = within(1e-6);
  private static final List<String> LABELS = List.of("cat", "dog", "fox");

  /** Two cats right, one cat taken for a dog, one dog right, one dog taken for a fox; no fox. */
  private static final List<Prediction> PREDICTIONS =
      List.of(
          new Prediction("cat/1.jpg", 0, new float[] {0.9f, 0.05f, 0.05f}),
          new Prediction("cat/2.jpg", 0, new float[] {0.7f, 0.2f, 0.1f}),
          new Prediction("cat/3.jpg", 0, new float[] {0.4f, 0.5f, 0.1f}),
          new Prediction("dog/1.jpg", 1, new float[] {0.1f, 0.8f, 0.1f}),
          new Prediction("dog/2.jpg", 1, new float[] {0.1f, 0.2f, 0.7f}));

  private static final List<Skipped> SKIPPED = List.of(new Skipped("dog/3.jpg", "empty file"));

  private final Evaluation evaluation = Evaluation.of("float32", PREDICTIONS, LABELS, SKIPPED);

  @Test
  void accuracyIsTheShareOfRightAnswers() {
    assertThat(evaluation.images()).isEqualTo(5);
    assertThat(evaluation.accuracy()).isEqualTo(0.6, CLOSE);
  }

  @Test
  void rowsOfTheConfusionMatrixAreActualClasses() {
    assertThat(evaluation.confusionMatrix())
        .isDeepEqualTo(new long[][] {{2, 1, 0}, {0, 1, 1}, {0, 0, 0}});
  }

  @Test
  void scoresAreThoseWorkedOutByHand() {
    ClassScore cat = evaluation.classes().get(0);
    assertThat(cat.precision()).isEqualTo(1.0, CLOSE); // 2 of 2
    assertThat(cat.recall()).isEqualTo(2.0 / 3, CLOSE); // 2 of 3
    assertThat(cat.f1()).isEqualTo(0.8, CLOSE);
    assertThat(cat.support()).isEqualTo(3);
    ClassScore dog = evaluation.classes().get(1);
    assertThat(dog.precision()).isEqualTo(0.5, CLOSE);
    assertThat(dog.recall()).isEqualTo(0.5, CLOSE);
    assertThat(dog.f1()).isEqualTo(0.5, CLOSE);
  }

  @Test
  void classWithoutImagesHasNoScoresAndIsLeftOutOfAverages() {
    assertThat(evaluation.classes().get(2)).isEqualTo(new ClassScore("fox", null, null, null, 0));
    assertThat(evaluation.macroAverage().precision()).isEqualTo(0.75, CLOSE);
    assertThat(evaluation.macroAverage().f1()).isEqualTo(0.65, CLOSE);
    assertThat(evaluation.weightedAverage().precision()).isEqualTo(0.8, CLOSE); // (3*1 + 2*.5)/5
    assertThat(evaluation.weightedAverage().recall()).isEqualTo(0.6, CLOSE);
    assertThat(evaluation.weightedAverage().f1()).isEqualTo(0.68, CLOSE); // (3*.8 + 2*.5)/5
  }

  @Test
  void classThatIsNeverPredictedScoresZero() {
    ClassScore cat =
        Evaluation.of(
                "float32",
                List.of(new Prediction("a", 0, new float[] {0, 1})),
                List.of("cat", "dog"),
                List.of())
            .classes()
            .get(0);
    assertThat(cat).isEqualTo(new ClassScore("cat", 0.0, 0.0, 0.0, 1));
  }

  @Test
  void mostConfidentMistakeComesFirst() {
    assertThat(evaluation.mistakes())
        .extracting(Mistake::path, Mistake::actual, Mistake::predicted)
        .containsExactly(tuple("dog/2.jpg", "dog", "fox"), tuple("cat/3.jpg", "cat", "dog"));
    assertThat(evaluation.mistakes().get(0).confidence()).isEqualTo(0.7f);
  }

  @Test
  void calibrationErrorWeighsTheGapOfEachBin() {
    // Of the 15 bins, 0.7 and 0.7 share one: |1.4 - 1|; alone: 0.9: 0.1, 0.8: 0.2, 0.5: 0.5.
    assertThat(evaluation.expectedCalibrationError()).isEqualTo((0.4 + 0.1 + 0.2 + 0.5) / 5, CLOSE);
  }

  @Test
  void binsAreClosedAtTheirUpperEnd() {
    List<Prediction> halfAndBelow =
        List.of(
            new Prediction("a", 0, new float[] {0.5f, 0.3f, 0.2f}),
            new Prediction("b", 1, new float[] {0.4f, 0.3f, 0.3f}));
    // Two bins: 0.5 belongs to the lower, with 0.4: |(0.5 - 1) + (0.4 - 0)| / 2.
    assertThat(CalibrationError.expected(halfAndBelow, 2)).isEqualTo(0.05, CLOSE);
  }

  @Test
  void fileHasTheFieldsOfTheContract(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("new/evaluation.json");
    evaluation.write(file);
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.get("images").asInt()).isEqualTo(5);
    assertThat(json.get("accuracy").asDouble()).isEqualTo(0.6, CLOSE);
    assertThat(json.at("/classes/0/label").asText()).isEqualTo("cat");
    assertThat(json.at("/classes/0/f1").asDouble()).isEqualTo(0.8, CLOSE);
    assertThat(json.at("/classes/2/precision").isNull()).isTrue();
    assertThat(json.at("/classes/2/support").asInt(-1)).isZero();
    assertThat(json.at("/confusionMatrix/0/1").asInt()).isEqualTo(1);
    assertThat(json.at("/mistakes/0/path").asText()).isEqualTo("dog/2.jpg");
    assertThat(json.at("/labels/2").asText()).isEqualTo("fox");
    assertThat(json.at("/mistakes/0/confidence").asText()).isEqualTo("0.7");
    assertThat(json.at("/skipped/0/path").asText()).isEqualTo("dog/3.jpg");
    assertThat(json.at("/skipped/0/reason").asText()).isEqualTo("empty file");
    assertThat(json.get("expectedCalibrationError").asDouble()).isEqualTo(0.24, CLOSE);
  }

  @Test
  void noPredictionsIsAnError() {
    assertThatThrownBy(() -> Evaluation.of("float32", List.of(), LABELS, SKIPPED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found none that can be read (1 skipped)");
  }

  @Test
  void anotherNumberOfProbabilitiesThanLabelsIsAnError() {
    List<Prediction> two = List.of(new Prediction("a.jpg", 0, new float[] {1, 0}));
    assertThatThrownBy(() -> Evaluation.of("float32", two, LABELS, List.of()))
        .hasMessage("Expected 3 probabilities for a.jpg, found 2");
  }

  @Test
  void predictionRejectsAClassOutOfRangeAndAProbabilityThatIsNoNumber() {
    assertThatThrownBy(() -> new Prediction("a.jpg", 2, new float[] {1, 0}))
        .hasMessage("Expected a class in 0..1 for a.jpg, found 2");
    assertThatThrownBy(() -> new Prediction("a.jpg", 0, new float[] {Float.NaN, 0}))
        .hasMessageContaining("found NaN");
  }
}
