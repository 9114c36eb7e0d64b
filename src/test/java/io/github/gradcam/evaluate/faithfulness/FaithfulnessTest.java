package io.github.gradcam.evaluate.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradcam.evaluate.statistics.Interval;
import io.github.gradcam.image.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaithfulnessTest {

  @TempDir private Path folder;

  private final ScoreTable table =
      new Scores()
          .add("random", "l", 0.9, Scores.around(0.1, 20))
          .add("gradcam", "l", 0.1, Scores.around(0.5, 20))
          .table();

  private final Faithfulness faithfulness =
      Faithfulness.of("models/scenes", table, "random", 7, Map.of("sample", 20));

  @Test
  void candidatesAreSortedByTheMainScore() {
    assertThat(faithfulness.candidates())
        .extracting(CandidateScore::method)
        .containsExactly("gradcam", "random");
    assertThat(faithfulness.candidates())
        .extracting(CandidateScore::sanity)
        .containsExactly(CandidateScore.Sanity.PASSED, CandidateScore.Sanity.FAILED);
    assertThat(faithfulness.pictures()).isEqualTo(20);
  }

  @Test
  void measureThatNoImageHasIsLeftOut() {
    assertThat(faithfulness.candidates().get(0).measures())
        .containsOnlyKeys(Measure.INSERTION_MINUS_DELETION, Measure.RANDOMISED_AGREEMENT);
    assertThat(faithfulness.candidates().get(0).get(Measure.ROAD)).isEqualTo(Interval.NONE);
  }

  @Test
  void fileIsReadAsItWasWritten() throws IOException {
    Path file = folder.resolve("new/faithfulness.json");
    faithfulness.write(file);
    assertThat(Faithfulness.read(file)).isEqualTo(faithfulness);
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.at("/recommendation/method").asText()).isEqualTo("gradcam");
    assertThat(json.at("/candidates/0/sanity").asText()).isEqualTo("PASSED");
    assertThat(json.at("/candidates/0/measures/insertionMinusDeletion/mean").asDouble())
        .isEqualTo(0.5, within(1e-9));
    assertThat(json.at("/settings/sample").asInt()).isEqualTo(20);
    assertThat(json.at("/candidates/0").has("candidate")).isFalse();
  }

  @Test
  void oneImageAndNoRecommendationAreReadAsTheyWereWritten() throws IOException {
    ScoreTable one = new Scores().add("gradcam", "l", 0.9, 0.5).table();
    Faithfulness written = Faithfulness.of("m", one, "random", 7, Map.of());
    Path file = folder.resolve("faithfulness.json");
    written.write(file);
    assertThat(Faithfulness.read(file)).isEqualTo(written);
    assertThat(written.recommendation().method()).isNull();
  }

  @Test
  void fieldsOfLaterVersionsAreOverlooked() throws IOException {
    Path file = folder.resolve("faithfulness.json");
    faithfulness.write(file);
    String text = Files.readString(file).replaceFirst("\\{", "{\"later\": 1,");
    Files.writeString(file, text);
    assertThat(Faithfulness.read(file)).isEqualTo(faithfulness);
  }

  @Test
  void missingAndMalformedFilesAreErrorsThatSayWhatToDo() throws IOException {
    Path file = folder.resolve("faithfulness.json");
    assertThatThrownBy(() -> Faithfulness.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("found nothing", "run gradcam faithfulness first");
    for (String text : List.of("{", "{}", "[]", "", "{\"candidates\": 3}")) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> Faithfulness.read(file))
          .as(text)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("run gradcam faithfulness again");
    }
  }

  @Test
  void noImagesAndTwoScoresOfOneImageAreErrors() {
    assertThatThrownBy(() -> new ScoreTable(List.of()))
        .hasMessageStartingWith("Expected scores of at least 1 image, found none");
    assertThatThrownBy(() -> new Scores().add("a", "l", 0, 1).add("a", "l", 0, 1).table())
        .hasMessage("Expected one score of a at l for image 0, found two");
  }

  @Test
  void failedImageOfOneCandidateLeavesTheOthersPaired() {
    Candidate a = new Candidate("a", "l");
    Candidate b = new Candidate("b", "l");
    Measure main = Measure.INSERTION_MINUS_DELETION;
    ScoreTable paired =
        new ScoreTable(
            List.of(
                new ImageScore("1", a, Map.of(main, 0.1)),
                new ImageScore("2", a, Map.of(main, 0.2)),
                new ImageScore("2", b, Map.of(main, 0.3))));
    assertThat(paired.values(a, main)).containsExactly(0.1, 0.2);
    assertThat(paired.values(b, main)).containsExactly(Double.NaN, 0.3);
  }

  @Test
  void trialOfThePerfectMapHasTheMeasuresWorkedOutByHand() {
    RedShare network = new RedShare(20, 10);
    RgbImage photo = RedShare.picture(20, 10, 10);
    float[] heat = new float[200];
    for (int i = 0; i < heat.length; i++) {
      heat[i] = i % 20 < 10 ? 1 : 0;
    }
    ImageTrial trial = new ImageTrial(photo, FlatColour.GREY, 0, network, 1);
    assertThat(network.calls()).isEqualTo(1);
    Map<Measure, Double> values = trial.of(heat).values();
    assertThat(network.calls()).isEqualTo(7);
    assertThat(values.get(Measure.INSERTION_NEUTRAL)).isEqualTo(0.375, within(1e-6));
    assertThat(values.get(Measure.DELETION_NEUTRAL)).isEqualTo(0.125, within(1e-6));
    assertThat(values.get(Measure.DROP)).isZero();
    assertThat(values.get(Measure.INCREASE)).isZero();
    assertThat(values.get(Measure.ROAD)).isPositive();
    double main =
        (values.get(Measure.INSERTION_BLUR) - values.get(Measure.DELETION_BLUR) + 0.25) / 2;
    assertThat(values.get(Measure.INSERTION_MINUS_DELETION)).isEqualTo(main, within(1e-6));
  }
}
