package io.github.gradcam.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradcam.batch.input.ImageCollection;
import io.github.gradcam.batch.input.ImageEntry;
import io.github.gradcam.cli.Run;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Networks that know colours: A is right, one knows the same in another order at another size, and
 * one takes red for green and green for red.
 */
class CompareCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private Path right;
  private Path turned;
  private Path confused;
  private Path images;

  @BeforeEach
  void write() throws IOException {
    List<String> labels = List.of("red", "green", "blue");
    right = ColourNetwork.write(folder.resolve("right.pb"), 16, labels, 0, 1, 2);
    turned =
        ColourNetwork.write(
            folder.resolve("turned.pb"), 24, List.of("blue", "red", "green"), 2, 0, 1);
    confused = ColourNetwork.write(folder.resolve("confused.pb"), 16, labels, 1, 0, 2);
    images = ColourNetwork.images(folder.resolve("images"));
  }

  private Run compare(Path a, Path b, String... more) {
    List<String> all = new ArrayList<>(List.of("compare", a.toString(), b.toString()));
    all.addAll(List.of("--data", images.toString(), "--output", out().toString()));
    all.addAll(List.of(more));
    return Run.of(all.toArray(String[]::new));
  }

  private Path out() {
    return folder.resolve("out");
  }

  private JsonNode summary() throws IOException {
    return JSON.readTree(out().resolve("compare.json").toFile());
  }

  private JsonNode line(String image) throws IOException {
    for (String line : Files.readAllLines(out().resolve(CompareRun.FILE))) {
      JsonNode json = JSON.readTree(line);
      if (json.get("image").asText().endsWith(image)) {
        return json;
      }
    }
    throw new AssertionError("no line of " + image);
  }

  private List<String> tiles() throws IOException {
    try (Stream<Path> files = Files.list(out().resolve("images"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Four of six changed; right for A alone are four, for B alone none: p = 2 / 2^4. */
  @Test
  void changedAnswersMapsAndAccuracyAreTold() throws IOException {
    Run run = compare(right, confused);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("answers that changed", "66.7 %", "2  green -> red", "2  red -> green")
        .contains("in A and in B; McNemar's exact p = 0.1250: no difference in accuracy is shown")
        .contains("Open " + out().resolve("index.html"));
    JsonNode json = summary();
    assertThat(json.at("/images").asInt()).isEqualTo(6);
    assertThat(json.at("/changed/mean").asDouble()).isCloseTo(4 / 6.0, within(1e-9));
    assertThat(json.at("/accuracy/a/mean").asDouble()).isEqualTo(1);
    assertThat(json.at("/accuracy/b/mean").asDouble()).isCloseTo(2 / 6.0, within(1e-9));
    assertThat(json.at("/accuracy/onlyA").asInt()).isEqualTo(4);
    assertThat(json.at("/accuracy/onlyB").asInt()).isZero();
    assertThat(json.at("/accuracy/p").asDouble()).isCloseTo(0.125, within(1e-9));
    // B sees no green in a red image, so that its map of red is blank; blue stays as it was.
    assertThat(json.at("/rankCorrelation/mean").asDouble()).isCloseTo(2 / 6.0, within(1e-6));
    assertThat(json.at("/hottestTenth/mean").asDouble()).isCloseTo(2 / 6.0, within(1e-6));

    JsonNode red = line("red/0.png");
    assertThat(red.at("/label").asText()).isEqualTo("red");
    assertThat(red.at("/a/label").asText()).isEqualTo("red");
    assertThat(red.at("/b/label").asText()).isEqualTo("green");
    assertThat(red.at("/changed").asBoolean()).isTrue();
    assertThat(red.at("/explained/label").asText()).isEqualTo("red");
    assertThat(red.at("/rankCorrelation").asDouble()).isZero();
    assertThat(red.at("/diagnosisA").asText()).isNotEqualTo(red.at("/diagnosisB").asText());
    JsonNode blue = line("blue/1.png");
    assertThat(blue.at("/changed").asBoolean()).isFalse();
    assertThat(blue.at("/distance").asDouble()).isCloseTo(0, within(1e-6));
    assertThat(blue.at("/rankCorrelation").asDouble()).isCloseTo(1, within(1e-6));
  }

  /** A's red image, probabilities e^l / (e^l + 2) with l = 8 (200 / 255) / 2, for B of green. */
  @Test
  void distanceIsThatOfTheProbabilities() throws IOException {
    assertThat(compare(right, confused).code()).isZero();
    double logit = 8 * (200 / 255.0) / 2;
    double sure = Math.exp(logit) / (Math.exp(logit) + 2);
    double rest = (1 - sure) / 2;
    assertThat(line("red/0.png").at("/a/probability").asDouble()).isCloseTo(sure, within(1e-4));
    assertThat(line("red/0.png").at("/distance").asDouble()).isCloseTo(sure - rest, within(1e-4));
    assertThat(line("red/0.png").at("/explainedInB").asDouble()).isCloseTo(rest, within(1e-4));
  }

  @Test
  void otherOrderOfClassesAndOtherSizeAreMatched() throws IOException {
    Run run = compare(right, turned, "--fail-over", "0", "--fail-under", "0.9");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("Maps of A have 16 x 16 cells, those of B 24 x 24");
    assertThat(run.out()).contains("No answer moved.");
    JsonNode json = summary();
    assertThat(json.at("/changed/mean").asDouble()).isZero();
    assertThat(json.at("/changes")).isEmpty();
    assertThat(json.at("/distance/mean").asDouble()).isCloseTo(0, within(1e-4));
    assertThat(json.at("/a/inputSize").asInt()).isEqualTo(16);
    assertThat(json.at("/b/inputSize").asInt()).isEqualTo(24);
    JsonNode red = line("red/0.png");
    assertThat(red.at("/b/label").asText()).isEqualTo("red");
    assertThat(red.at("/b/index").asInt()).isZero();
  }

  /** Four of six answers change; the rank correlations are 0 four times and 1 twice. */
  @ParameterizedTest
  @CsvSource({
    "--fail-over, 0.6, 3, 'Changed answers: 0.6667 of the images, more than --fail-over 0.6'",
    "--fail-over, 0.7, 0, ''",
    "--fail-over, 0, 3, more than --fail-over 0.0",
    "--fail-under, 0.4, 3, 'Rank correlation of the maps: 0.3333, less than --fail-under 0.4'",
    "--fail-under, 0.3, 0, ''",
  })
  void limitThatIsBrokenHasAnExitCodeOfItsOwn(
      String option, String limit, int code, String message) {
    Run run = compare(right, confused, option, limit);
    assertThat(run.code()).as(run.err()).isEqualTo(code);
    assertThat(run.err()).contains(message);
    assertThat(out().resolve("index.html")).isNotEmptyFile();
  }

  @Test
  void pageShowsEachImageWithTheMapsOfBothAndTheAnswerThatChanged() throws IOException {
    assertThat(compare(right, confused).code()).isZero();
    // four tiles of each, B's own answer of those that changed, and two scales
    assertThat(tiles()).hasSize(6 * 4 + 4 + 2);
    assertThat(out().resolve("index.html"))
        .content()
        .contains("6 of 6: those whose answers or maps moved most", "its answer", "only A right")
        .contains("href=\"../images/red/0.png\"")
        .doesNotContain("http");
    assertThat(compare(right, confused, "--show", "1").code()).isZero();
    assertThat(tiles()).hasSize(4 + 1 + 2);
  }

  @Test
  void imagesWithoutLabelsHaveNoAccuracy() throws IOException {
    Path flat = Files.createDirectories(folder.resolve("flat"));
    Files.copy(images.resolve("red/0.png"), flat.resolve("a.png"));
    Files.copy(images.resolve("blue/0.png"), flat.resolve("b.png"));
    images = flat;
    Run run = compare(right, confused);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).doesNotContain("accuracy");
    assertThat(summary().has("accuracy")).isFalse();
    assertThat(out().resolve("index.html")).content().doesNotContain("only A right");
  }

  @Test
  void imagesInAnArchiveAreShownWithoutALink() throws IOException {
    Path zip = folder.resolve("photos.zip");
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream archive = new ZipOutputStream(file)) {
      archive.putNextEntry(new ZipEntry("red/a.png"));
      Files.copy(images.resolve("red/0.png"), archive);
    }
    images = zip;
    Run run = compare(right, confused);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(line("photos.zip!/red/a.png").at("/label").asText()).isEqualTo("red");
    assertThat(tiles()).hasSize(5 + 2);
    assertThat(out().resolve("index.html")).content().doesNotContain("href=\"../photos");
  }

  @Test
  void classToExplainIsChosen() throws IOException {
    assertThat(compare(right, confused, "--class", "blue").code()).isZero();
    assertThat(line("red/0.png").at("/explained/label").asText()).isEqualTo("blue");
    assertThat(compare(right, confused, "--class", "label", "--overwrite").code()).isZero();
    assertThat(line("green/1.png").at("/explained/label").asText()).isEqualTo("green");
  }

  @Test
  void comparisonGoesOnAndRefusesOtherOptions() throws IOException {
    assertThat(compare(right, confused).code()).isZero();
    String before = Files.readString(out().resolve("compare.json"));
    Run again = compare(right, confused);
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.err()).contains("Going on after 6 images done before");
    assertThat(out().resolve("compare.json")).content().isEqualTo(before);
    assertThat(Files.readAllLines(out().resolve(CompareRun.FILE))).hasSize(6);

    Run other = compare(right, turned);
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.err()).contains("b.digest").contains("--overwrite to begin anew");
    Run anew = compare(right, turned, "--overwrite");
    assertThat(anew.code()).as(anew.err()).isZero();
    assertThat(summary().at("/changed/mean").asDouble()).isZero();
  }

  @Test
  void imageThatIsGoneIsNotCountedAnyMore() throws IOException {
    assertThat(compare(right, confused).code()).isZero();
    Files.delete(images.resolve("red/0.png"));
    assertThat(compare(right, confused).code()).isZero();
    assertThat(summary().at("/images").asInt()).isEqualTo(5);
  }

  @Test
  void imageThatCannotBeReadIsRecordedAndTheOthersGoOn() throws IOException {
    Files.writeString(images.resolve("red/bad.png"), "no image");
    Run run = compare(right, confused);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("Failed: ").contains("bad.png");
    assertThat(summary().at("/images").asInt()).isEqualTo(6);
    assertThat(summary().at("/failed").asInt()).isEqualTo(1);
    assertThat(line("bad.png").has("error")).isTrue();

    Files.copy(images.resolve("red/0.png"), images.resolve("red/good.png"));
    Files.delete(images.resolve("red/bad.png"));
    Run mended = compare(right, confused);
    assertThat(mended.code()).as(mended.err()).isZero();
    assertThat(summary().at("/images").asInt()).isEqualTo(7);
  }

  @Test
  void brokenLimitGoesBeforeAFailedImage() throws IOException {
    Files.writeString(images.resolve("red/bad.png"), "no image");
    assertThat(compare(right, confused, "--fail-over", "0.5").code()).isEqualTo(3);
  }

  @Test
  void nothingThatCanBeReadIsAFailure() throws IOException {
    Path bad = Files.createDirectories(folder.resolve("bad"));
    Files.writeString(bad.resolve("bad.png"), "no image");
    images = bad;
    Run run = compare(right, confused);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("Compared none of 1 image; no page was written");
    assertThat(out().resolve("index.html")).doesNotExist();
  }

  @Test
  void pageOfBeforeGoesWhereNothingCanBeReadAnyMore() throws IOException {
    assertThat(compare(right, confused).code()).isZero();
    images = Files.createDirectories(folder.resolve("bad"));
    Files.writeString(images.resolve("bad.png"), "no image");
    assertThat(compare(right, confused).code()).isEqualTo(1);
    assertThat(out().resolve("index.html")).doesNotExist();
    assertThat(out().resolve("compare.json")).doesNotExist();
    assertThat(tiles()).containsExactly("scale-difference.png", "scale.png");
  }

  @Test
  void overwritingBeginsWithoutThePageOfBefore() throws IOException {
    assertThat(compare(right, confused).code()).isZero();
    images = Files.createDirectories(folder.resolve("bad"));
    Files.writeString(images.resolve("bad.png"), "no image");
    assertThat(compare(right, turned, "--overwrite").code()).isEqualTo(1);
    assertThat(Files.readAllLines(out().resolve(CompareRun.FILE))).hasSize(1);
    assertThat(out().resolve("index.html")).doesNotExist();
  }

  /** Class 2 of A is class 0 of B and the other way round; all are right by name. */
  @Test
  void answerWithTheNameOfTheLabelIsRightWhicheverClassOfThatNameItIs() throws IOException {
    List<String> labels = List.of("crane", "sea", "crane");
    Path a = ColourNetwork.write(folder.resolve("a.pb"), 16, labels, 0, 1, 2);
    Path b = ColourNetwork.write(folder.resolve("b.pb"), 16, labels, 2, 1, 0);
    Path cranes = Files.createDirectories(folder.resolve("birds/crane"));
    Path seas = Files.createDirectories(folder.resolve("birds/sea"));
    Files.copy(images.resolve("red/0.png"), cranes.resolve("red.png"));
    Files.copy(images.resolve("blue/0.png"), cranes.resolve("blue.png"));
    Files.copy(images.resolve("green/0.png"), seas.resolve("green.png"));
    images = folder.resolve("birds");
    Run run = compare(a, b, "--class", "2");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("1  crane -> crane (2)", "1  crane (2) -> crane")
        .contains("Maps by Grad-CAM for crane (2), in both models")
        .contains("blue.png: crane (2) 9", " -> crane (0) 9", "; it is crane");
    JsonNode json = summary();
    assertThat(json.at("/explained").asText()).isEqualTo("crane (2)");
    assertThat(json.at("/accuracy/a/mean").asDouble()).isEqualTo(1);
    assertThat(json.at("/accuracy/b/mean").asDouble()).isEqualTo(1);
    assertThat(json.at("/changed/mean").asDouble()).isCloseTo(2 / 3.0, within(1e-9));
    assertThat(line("blue.png").at("/a/label").asText()).isEqualTo("crane");
    assertThat(line("blue.png").at("/a/index").asInt()).isEqualTo(2);
    assertThat(out().resolve("index.html"))
        .content()
        .contains("data-right=\"both right\"")
        .doesNotContain("data-right=\"only", "data-right=\"both wrong\"");
  }

  @Test
  void nameWithHalfACharacterIsWrittenEverywhere() throws IOException {
    List<String> labels = List.of("red", "\\ud800", "blue");
    Path a = ColourNetwork.write(folder.resolve("a.pb"), 16, labels, 0, 1, 2);
    Path b = ColourNetwork.write(folder.resolve("b.pb"), 16, labels, 1, 0, 2);
    Run run = compare(a, b);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(out().resolve("index.html")).content().contains("<td>\ufffd</td><td>red</td>");
  }

  @Test
  void classByItsIndexIsNamedByItsLabel() throws IOException {
    Run run = compare(right, confused, "--class", "2");
    assertThat(run.out()).contains("Maps by Grad-CAM for blue, in both models");
    assertThat(summary().at("/explained").asText()).isEqualTo("blue");
  }

  /** Of a class that neither sees; the answer is drawn for the four images where it changed. */
  @Test
  void ownAnswerIsDrawnWhereItChangedAlone() throws IOException {
    assertThat(compare(right, turned, "--class", "blue").code()).isZero();
    assertThat(tiles()).hasSize(6 * 4 + 2);
    assertThat(out().resolve("index.html")).content().doesNotContain("its answer");
    assertThat(compare(right, confused, "--class", "blue", "--overwrite").code()).isZero();
    assertThat(tiles()).hasSize(6 * 4 + 4 + 2);
  }

  @Test
  void pageWithoutImagesHasNoTiles() throws IOException {
    assertThat(compare(right, confused, "--show", "0").code()).isZero();
    assertThat(tiles()).containsExactly("scale-difference.png", "scale.png");
    assertThat(out().resolve("index.html")).content().contains("0 of 6: those");
  }

  /** No map of red tells places apart in a blue image. */
  @Test
  void agreementThatIsNotKnownBreaksItsLimit() throws IOException {
    images = images.resolve("blue");
    Run run = compare(right, confused, "--class", "red", "--fail-under", "0.5");
    assertThat(run.code()).as(run.err()).isEqualTo(3);
    assertThat(run.err())
        .contains(
            "Rank correlation of the maps: not known, as no map tells places apart; compare another --class or --layer, or leave out --fail-under");
    assertThat(compare(right, confused, "--class", "red").code()).isZero();
  }

  @Test
  void allBrokenLimitsAreTold() {
    Run run = compare(right, confused, "--fail-over", "0.6", "--fail-under", "0.4");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("more than --fail-over 0.6", "less than --fail-under 0.4");
  }

  /** The second of four is wanted: the last two are not asked for. */
  @Test
  void drawingStopsBehindTheLastImageThatIsWanted() throws IOException {
    Iterator<String> paths = List.of("1", "2", "3", "4").iterator();
    ImageCollection.Entries all =
        new ImageCollection.Entries() {
          @Override
          public ImageEntry next() {
            return new ImageEntry(paths.next(), null, null, null);
          }

          @Override
          public double share() {
            return Double.NaN;
          }

          @Override
          public void close() {}
        };
    try (CompareRun.Wanted wanted = new CompareRun.Wanted(all, new HashSet<>(Set.of("2")))) {
      assertThat(wanted.next().path()).isEqualTo("2");
      assertThat(wanted.next()).isNull();
    }
    assertThat(paths.next()).isEqualTo("3");
  }

  @Test
  void classesThatDoNotFitAreNamed() throws IOException {
    Path other =
        ColourNetwork.write(
            folder.resolve("other.pb"), 16, List.of("red", "green", "violet"), 0, 1, 2);
    Run run = compare(right, other);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("only in A (blue); only in B (violet)");
    assertThat(out()).doesNotExist();
  }

  @Test
  void folderThatIsNotThereIsNamedBeforeAnythingIsLoaded() {
    images = folder.resolve("nowhere");
    Run run = compare(folder.resolve("none.pb"), confused);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("nowhere").doesNotContain("none.pb");
    assertThat(out()).doesNotExist();
  }

  @Test
  void modelThatIsNotThereIsNamed() {
    Run run = compare(right, folder.resolve("none.pb"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("Expected a model at").contains("none.pb, found nothing");
    assertThat(out()).doesNotExist();
  }

  @Test
  void folderWithFilesOfOthersIsNotTouched() throws IOException {
    Files.createDirectories(out());
    Files.writeString(out().resolve("thesis.txt"), "mine");
    Run run = compare(right, confused);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("found thesis.txt");
    assertThat(out().resolve("index.html")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--fail-over|2|2|Expected a --fail-over of 0 to 1, found 2.0",
        "--fail-over|NaN|2|Expected a --fail-over of 0 to 1, found NaN",
        "--fail-under|-2|2|Expected a --fail-under of -1 to 1, found -2.0",
        "--show|-1|2|Expected --show of 0 or more",
        "--precision|float32,mixed,mixed|2|Expected one or two of --precision",
        "--precision|float16|2|Expected a precision of float32 or mixed, found 'float16'",
        "--method|best|2|Expected the name of a --method for two models, found best",
        "--method|all|2|Expected one --method and one layer of each model",
        "--method|gradcm|2|Expected a method",
        "--class|violet|2|Expected a class name, an index",
        "--class|top:2|2|Expected one class an image",
        "--layer|nowhere|1|Expected a layer of the model, found 'nowhere'",
        "--layer-b|nowhere|1|Expected a layer of the model, found 'nowhere'",
        "--device|gpu:x|2|Expected a device",
      })
  void optionsThatCannotBeAreRefused(String option, String value, int code, String message) {
    Run run = compare(right, confused, option, value);
    assertThat(run.code()).as(run.err()).isEqualTo(code);
    assertThat(run.err()).contains(message);
    assertThat(out()).doesNotExist();
  }

  @Test
  void oneModelNeedsTwoPrecisions() {
    Run run = Run.of("compare", right.toString(), "--data", images.toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("Expected two models, or one with two of --precision such as");
    Run none = Run.of("compare", "--data", images.toString());
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("found none");
  }

  /** Where the processor has kernels of 16 bits; elsewhere it is said. */
  @Test
  void oneModelIsComparedInTwoPrecisions() throws IOException {
    Run run =
        Run.of(
            "compare",
            right.toString(),
            "--precision",
            "float32,mixed",
            "--data",
            images.toString(),
            "--output",
            out().toString());
    if (run.code() == 1) {
      assertThat(run.err()).contains("mixed precision is not used here");
    } else {
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(summary().at("/a/computedBy").asText()).startsWith("float32");
      assertThat(summary().at("/b/computedBy").asText()).startsWith("mixed");
      assertThat(summary().at("/changed/mean").asDouble()).isZero();
    }
  }
}
