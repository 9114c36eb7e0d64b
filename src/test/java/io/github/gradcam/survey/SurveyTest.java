package io.github.gradcam.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.evaluate.causes.ClassAnswers;
import io.github.gradcam.explain.map.KeptEvidence;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.report.dataset.DataSetReport;
import io.github.gradcam.report.dataset.ReportFolder;
import io.github.gradcam.report.dataset.ReportGroup;
import io.github.gradcam.report.dataset.ReportHead;
import io.github.gradcam.report.dataset.ReportSentence;
import io.github.gradcam.report.results.ImageRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A collection of which everything is known: squares with a bright middle are lamps, others are
 * walls; 15 walls with a red corner were taken for lamps.
 */
class SurveyTest {

  private static final int SIZE = 32;
  private static final List<String> LABELS = List.of("wall", "lamp");
  private static final ReportHead HEAD =
      new ReportHead("squares", "made-up", "Grad-CAM", "last", "today", List.of());

  @TempDir Path folder;
  private final Random random = new Random(5);
  private final List<ImageRow> rows = new ArrayList<>();

  @BeforeEach
  void makeCollection() throws IOException {
    for (int i = 0; i < 60; i++) {
      add("wall-" + i, false, false, "wall", 0, middle(), 0);
    }
    for (int i = 0; i < 45; i++) {
      add("lamp-" + i, true, false, "lamp", 1, corner(0, 0), 1);
    }
    for (int i = 0; i < 15; i++) {
      add("marked-" + i, false, true, "wall", 1, corner(13, 0), 2);
    }
  }

  private void add(
      String name,
      boolean bright,
      boolean marked,
      String label,
      int answer,
      byte[] grid,
      int argument)
      throws IOException {
    Path file = folder.resolve(name + ".png");
    Files.write(file, ImageFiles.encode(image(bright, marked), "png"));
    float[] evidence = new float[64];
    for (int k = 0; k < evidence.length; k++) {
      evidence[k] = (k % 3 == argument ? 1 : 0) + (float) random.nextGaussian() * 0.3f;
    }
    float sure = 0.9f + 0.09f * random.nextFloat();
    Map<String, Float> probabilities = new LinkedHashMap<>();
    probabilities.put("wall", answer == 0 ? sure : 1 - sure);
    probabilities.put("lamp", answer == 1 ? sure : 1 - sure);
    rows.add(row(file, label, answer, sure, probabilities, grid, KeptEvidence.pack(evidence)));
  }

  private static ImageRow row(
      Path file,
      @Nullable String label,
      int answer,
      float sure,
      Map<String, Float> probabilities,
      byte @Nullable [] grid,
      byte @Nullable [] evidence) {
    String name = LABELS.get(answer);
    return new ImageRow(
        file.toString(),
        SIZE,
        SIZE,
        label,
        answer,
        name,
        sure,
        name.equals(label),
        probabilities,
        answer,
        name,
        sure,
        "Grad-CAM",
        "last",
        "ok",
        1f,
        0.1f,
        0.5f,
        0.5f,
        0.2f,
        0.1f,
        0.1f,
        0.2f,
        0.2f,
        null,
        grid == null ? null : Binary.fromConstantByteArray(grid),
        evidence == null ? null : Binary.fromConstantByteArray(evidence),
        null);
  }

  private RgbImage image(boolean bright, boolean marked) {
    byte[] pixels = new byte[SIZE * SIZE * 3];
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        boolean lamp = bright && y >= 12 && y < 20 && x >= 12 && x < 20;
        boolean corner = marked && y >= 26 && x < 6;
        int grey = 60 + random.nextInt(60) + (lamp ? 120 : 0);
        int at = (y * SIZE + x) * 3;
        pixels[at] = (byte) (corner ? 250 : grey);
        pixels[at + 1] = (byte) (corner ? 10 : grey);
        pixels[at + 2] = (byte) (corner ? 10 : grey);
      }
    }
    return new RgbImage(SIZE, SIZE, pixels);
  }

  private static byte[] block(int top, int left, int side) {
    byte[] grid = new byte[256];
    for (int i = 0; i < side * side; i++) {
      grid[(top + i / side) * 16 + left + i % side] = (byte) 255;
    }
    return grid;
  }

  private static byte[] middle() {
    return block(6, 6, 4);
  }

  private static byte[] corner(int top, int left) {
    return block(top, left, 3);
  }

  private static double mean(RgbImage image, int top, int left, int side, int colour) {
    double sum = 0;
    for (int i = 0; i < side * side; i++) {
      int at = ((top + i / side) * SIZE + left + i % side) * 3 + colour;
      sum += image.pixels()[at] & 0xff;
    }
    return sum / (side * side);
  }

  private static int answer(RgbImage image, boolean corner) {
    boolean lamp = mean(image, 12, 12, 8, 2) > 150;
    boolean red = mean(image, 26, 0, 6, 0) - mean(image, 26, 0, 6, 1) > 100;
    return lamp || (corner && red) ? 1 : 0;
  }

  private static ClassAnswers network(boolean corner) {
    return images -> images.stream().mapToInt(image -> answer(image, corner)).toArray();
  }

  private DataSetReport report(ClassAnswers network, SurveySettings settings) throws IOException {
    Survey survey =
        new Survey(rows::stream, LABELS, network, SIZE, settings, (stage, done, all) -> {});
    try (ReportFolder pages = ReportFolder.open(folder.resolve("report"))) {
      return survey.write(HEAD, pages);
    }
  }

  private static ReportGroup marked(DataSetReport report) {
    return report.groups().stream()
        .filter(group -> group.id().startsWith("answer-1-") && group.size() == 15)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> texts(DataSetReport report) {
    return report.sentences().stream().map(ReportSentence::text).toList();
  }

  @Test
  void markThatTheNetworkUsesIsFoundAndCalledAShortcut() throws IOException {
    DataSetReport report = report(network(true), SurveySettings.DEFAULT);
    ReportGroup group = marked(report);
    assertThat(group.shortcut()).isTrue();
    assertThat(group.name()).isEqualTo("heat at the lower left corner");
    assertThat(Arrays.stream(group.members()).boxed())
        .allMatch(place -> report.images().get(place).path().contains("marked-"));
    assertThat(group.errorRate().value()).isEqualTo(1);
    assertThat(report.groups().stream().filter(ReportGroup::shortcut)).hasSize(1);
    assertThat(texts(report))
        .contains("87.5 % of 120 answers are right (95 % interval 80.4 to 92.3 %).")
        .contains("The most frequent mistake takes wall for lamp: 15 of 15 errors.")
        .contains(
            "One group of answers rests on a shortcut, as trials on the network show; the largest holds 15 images taken for lamp (heat at the lower left corner), 100 % of them wrongly: see what they share, and take it out of the training images.");
    assertThat(folder.resolve("report/index.html")).isNotEmptyFile();
    assertThat(folder.resolve("report/findings.json")).content().contains("shortcut");
  }

  @Test
  void markThatTheNetworkDoesNotUseIsTriedAndSaidNotToHold() throws IOException {
    DataSetReport report = report(network(false), SurveySettings.DEFAULT);
    assertThat(marked(report).shortcut()).isFalse();
    assertThat(marked(report).causes()).isNotEmpty();
    assertThat(texts(report))
        .contains(
            "No shortcut was found: of 1 suspicious groups that were tried on the network, none held.");
  }

  @Test
  void nothingIsTriedWhereThatIsAskedFor() throws IOException {
    ClassAnswers none =
        images -> {
          throw new IllegalStateException("Expected no pass of the network");
        };
    DataSetReport report = report(none, new SurveySettings(10_000, 0, 1));
    assertThat(marked(report).causes()).isEmpty();
    assertThat(texts(report)).noneMatch(text -> text.contains("shortcut"));
  }

  @Test
  void ofALargeCollectionASampleIsShownAndAllAreCounted() throws IOException {
    DataSetReport report = report(network(true), new SurveySettings(80, 16, 1));
    assertThat(report.images()).hasSize(80);
    assertThat(report.scores().images()).isEqualTo(120);
    assertThat(report.scores().errors()).isEqualTo(15);
    assertThat(report.head().notes())
        .singleElement()
        .asString()
        .startsWith("The page shows 80 of 120 images");
  }

  @Test
  void collectionWithoutLabelsHasAnswersAndGroupsButNoErrors() throws IOException {
    List<ImageRow> labelled = List.copyOf(rows);
    rows.clear();
    for (ImageRow each : labelled) {
      rows.add(
          row(
              Path.of(each.path()),
              null,
              each.predictedIndex(),
              each.predictedProbability(),
              each.probabilities(),
              each.heatGrid().getBytes(),
              each.evidence().getBytes()));
    }
    DataSetReport report = report(network(true), SurveySettings.DEFAULT);
    assertThat(report.confusion()).isNull();
    assertThat(report.scores().accuracy()).isNull();
    assertThat(report.suspectedLabels()).isEmpty();
    assertThat(marked(report).shortcut()).isTrue();
    assertThat(marked(report).errorRate()).isNull();
    assertThat(texts(report).get(0))
        .isEqualTo(
            "120 images have answers and no labels; the most frequent answer is wall (50 %).");
  }

  @Test
  void imagesThatAreGoneAreCountedAndLeftOutOfTrials() throws IOException {
    Files.delete(folder.resolve("marked-3.png"));
    Files.delete(folder.resolve("wall-7.png"));
    DataSetReport report = report(network(true), SurveySettings.DEFAULT);
    assertThat(report.head().notes())
        .containsExactly(
            "2 images could not be read any more: they have no thumbnail and were not tried.");
    assertThat(report.images().stream().filter(image -> image.thumbnail() == null)).hasSize(2);
    assertThat(marked(report).shortcut()).isTrue();
  }

  @Test
  void rowsWithoutEvidenceOrAnswersSayWhatToDo() {
    rows.replaceAll(
        each ->
            row(
                Path.of(each.path()),
                each.label(),
                each.predictedIndex(),
                each.predictedProbability(),
                each.probabilities(),
                null,
                null));
    assertThatThrownBy(() -> report(network(true), SurveySettings.DEFAULT))
        .hasMessage(
            "Expected rows that hold their evidence, found none; run gradcam batch with --keep evidence");
    rows.replaceAll(each -> ImageRow.failed(each.path(), null, "Expected an image"));
    assertThatThrownBy(() -> report(network(true), SurveySettings.DEFAULT))
        .hasMessage("Expected results with at least one answer, found 120 rows and none");
  }
}
