package io.github.gradcam.evaluate.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelComparisonTest {

  private static final ComparedModel A = new ComparedModel("a", "00", "float32", 96, "relu", 6, 6);
  private static final ComparedModel B = new ComparedModel("b", "11", "float32", 64, "relu", 4, 4);

  @TempDir private Path folder;

  private static PairedAnswer answer(@Nullable String label, String a, String b) {
    return answer(label, a, b, a.equals(b) ? 0.1 : 0.6, new MapOverlap(0.5, 0.25));
  }

  private static PairedAnswer answer(
      @Nullable String label, String a, String b, double distance, MapOverlap overlap) {
    return new PairedAnswer(
        label != null, a.equals(label), b.equals(label), a, b, distance, overlap);
  }

  private static List<PairedAnswer> times(int count, PairedAnswer answer) {
    List<PairedAnswer> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(answer);
    }
    return all;
  }

  private static ModelComparison of(List<PairedAnswer> answers) {
    return ModelComparison.of(A, B, "Grad-CAM", "predicted", answers, 1);
  }

  /** A alone is right for 8, B alone for 2, both for 30, none for 10: p = 112 / 1024. */
  private static List<PairedAnswer> fifty() {
    List<PairedAnswer> answers = new ArrayList<>(times(8, answer("sea", "sea", "glacier")));
    answers.addAll(times(2, answer("sea", "glacier", "sea")));
    answers.addAll(times(30, answer("sea", "sea", "sea")));
    answers.addAll(times(10, answer("sea", "glacier", "glacier")));
    return answers;
  }

  @Test
  void mcNemarCountsTheImagesThatOneModelAloneHasRight() {
    AccuracyChange accuracy = Objects.requireNonNull(of(fifty()).accuracy());
    assertThat(accuracy.images()).isEqualTo(50);
    assertThat(accuracy.a().meanOr(0)).isCloseTo(38 / 50.0, within(1e-12));
    assertThat(accuracy.b().meanOr(0)).isCloseTo(32 / 50.0, within(1e-12));
    assertThat(accuracy.onlyA()).isEqualTo(8);
    assertThat(accuracy.onlyB()).isEqualTo(2);
    assertThat(accuracy.p()).isCloseTo(0.109375, within(1e-12));
    assertThat(accuracy.verdict()).isEqualTo("no difference in accuracy is shown");
  }

  /** 2 / 2^6 = 0.03 against none. */
  @Test
  void sixToNoneShowWhichIsBetter() {
    List<PairedAnswer> better = times(6, answer("sea", "glacier", "sea"));
    assertThat(Objects.requireNonNull(of(better).accuracy()).verdict())
        .isEqualTo("B is right more often");
    List<PairedAnswer> worse = times(6, answer("sea", "sea", "glacier"));
    assertThat(Objects.requireNonNull(of(worse).accuracy()).verdict())
        .isEqualTo("A is right more often");
  }

  @Test
  void imagesWithoutALabelCountForAnswersAndNotForAccuracy() {
    List<PairedAnswer> answers = fifty();
    answers.addAll(times(50, answer(null, "sea", "forest")));
    ModelComparison comparison = of(answers);
    assertThat(comparison.images()).isEqualTo(100);
    assertThat(comparison.changed().meanOr(0)).isCloseTo(0.6, within(1e-12));
    assertThat(Objects.requireNonNull(comparison.accuracy()).images()).isEqualTo(50);
    assertThat(of(times(3, answer(null, "sea", "sea"))).accuracy()).isNull();
  }

  @Test
  void changesAreCountedFromClassToClassMostFrequentFirst() {
    assertThat(of(fifty()).changes())
        .containsExactly(
            new AnswerChange("sea", "glacier", 8), new AnswerChange("glacier", "sea", 2));
  }

  @Test
  void mapsThatTellNothingAreLeftOutOfTheMeans() {
    List<PairedAnswer> answers =
        List.of(
            answer(null, "sea", "sea"),
            answer(null, "sea", "sea", 0.3, new MapOverlap(0.9, 0.75)),
            answer(null, "sea", "sea", 0.2, new MapOverlap(Double.NaN, Double.NaN)));
    ModelComparison comparison = of(answers);
    assertThat(comparison.rankCorrelation().meanOr(0)).isCloseTo(0.7, within(1e-12));
    assertThat(comparison.rankCorrelation().pictures()).isEqualTo(2);
    assertThat(comparison.hottestTenth().meanOr(0)).isCloseTo(0.5, within(1e-12));
    assertThat(comparison.distance().meanOr(0)).isCloseTo(0.2, within(1e-12));
  }

  @Test
  void fileHasTheComponentsAsFields() throws Exception {
    Path file = folder.resolve("new/compare.json");
    of(fifty()).write(file);
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.at("/a/layer").asText()).isEqualTo("relu");
    assertThat(json.at("/b/inputSize").asInt()).isEqualTo(64);
    assertThat(json.at("/images").asInt()).isEqualTo(50);
    assertThat(json.at("/failed").asInt()).isEqualTo(1);
    assertThat(json.at("/changed/mean").asDouble()).isCloseTo(0.2, within(1e-12));
    assertThat(json.at("/changes/0/images").asInt()).isEqualTo(8);
    assertThat(json.at("/accuracy/p").asDouble()).isCloseTo(0.109375, within(1e-12));
    assertThat(json.at("/rankCorrelation/mean").asDouble()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void nameWithHalfACharacterIsWritten() throws Exception {
    Path file = folder.resolve("compare.json");
    of(List.of(answer(null, "a\ud800b", "sea"))).write(file);
    assertThat(new ObjectMapper().readTree(file.toFile()).at("/changes/0/from").asText())
        .isEqualTo("a?b");
  }

  @Test
  void nothingToCompareIsRefused() {
    assertThatThrownBy(() -> of(List.of()))
        .hasMessage(
            "Expected at least 1 image to compare, found none that can be read (1 failed); check --data");
  }
}
