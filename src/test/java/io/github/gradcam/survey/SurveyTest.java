package io.github.gradcam.survey;

import static java.util.Comparator.reverseOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.evaluate.causes.ClassAnswers;
import io.github.gradcam.explain.LayerView;
import io.github.gradcam.explain.map.KeptEvidence;
import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.report.dataset.ChannelEvidence;
import io.github.gradcam.report.dataset.ClassConcepts;
import io.github.gradcam.report.dataset.ConfusedPair;
import io.github.gradcam.report.dataset.DataSetReport;
import io.github.gradcam.report.dataset.DuplicateSet;
import io.github.gradcam.report.dataset.EvidenceLink;
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
    return Rows.answered(
        file.toString(),
        SIZE,
        label,
        answer,
        LABELS.get(answer),
        sure,
        probabilities,
        grid == null ? null : Binary.fromConstantByteArray(grid),
        evidence == null ? null : Binary.fromConstantByteArray(evidence));
  }

  private static ImageRow unlabelled(ImageRow each) {
    return row(
        Path.of(each.path()),
        null,
        each.predictedIndex(),
        each.predictedProbability(),
        each.probabilities(),
        each.heatGrid().getBytes(),
        each.evidence().getBytes());
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
    return report(network, null, settings, (stage, done, all) -> {});
  }

  private DataSetReport report(
      ClassAnswers network,
      @Nullable LayerView layer,
      SurveySettings settings,
      SurveyProgress progress)
      throws IOException {
    Survey survey = new Survey(rows::stream, LABELS, network, SIZE, layer, settings, progress);
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
  void partsOfAClassAreFoundAndTheShortcutsPartIsLinkedToItsGroup() throws IOException {
    DataSetReport report =
        report(network(true), new SquaresLayer(), SurveySettings.DEFAULT, (s, d, a) -> {});
    assertThat(report.concepts()).extracting(ClassConcepts::index).containsExactly(0, 1);
    assertThat(report.concepts().get(0).parts()).hasSize(1);
    ClassConcepts lamp = report.concepts().get(1);
    assertThat(lamp.images()).isEqualTo(48);
    assertThat(lamp.parts()).hasSize(2); // what is 1 everywhere is too little to see
    ClassConcepts.Part red =
        lamp.parts().stream().filter(part -> part.group() != null).findFirst().orElseThrow();
    assertThat(red.group()).isEqualTo(marked(report).id());
    assertThat(red.crops())
        .hasSize(6)
        .allMatch(crop -> report.images().get(crop.image()).path().contains("marked-"));
    // Of the corner one cell is red, by 140, and two by half, by 20; the others have none.
    assertThat(red.importance().value()).isCloseTo(180 * red.lost().value(), within(0.1));
    ClassConcepts.Part bright = lamp.parts().get(0);
    assertThat(bright.group()).isNull();
    assertThat(bright.crops())
        .allMatch(crop -> report.images().get(crop.image()).path().contains("lamp-"));
    // Each of the 48 is a wall without the part that it has.
    assertThat(bright.lost().value() + red.lost().value()).isEqualTo(1);
  }

  /** Of the marked images the feature maps 2, 5, 8, ... argue, which look at the red corner. */
  @Test
  void featureMapsThatArgueMostHaveCropsOfWhatExcitesThem() throws IOException {
    DataSetReport report =
        report(network(true), new SquaresLayer(), SurveySettings.DEFAULT, (s, d, a) -> {});
    List<ChannelEvidence> channels = marked(report).channels();
    assertThat(channels).hasSize(4).allMatch(channel -> channel.channel() % 3 == 2);
    assertThat(channels).extracting(ChannelEvidence::share).isSortedAccordingTo(reverseOrder());
    assertThat(channels.get(0).share()).isBetween(0.03, 0.08);
    assertThat(channels.get(0).crops())
        .hasSize(6)
        .allMatch(crop -> report.images().get(crop.image()).path().contains("marked-"));
  }

  /**
   * The corner excites the lamp by 140 at its lower left cell, each cell the wall by 1: on one
   * scale 255 and 2; the contrast is 139 there, and -1 at the upper right.
   */
  @Test
  void mapsOfAConfusedPairHaveOneScale() throws IOException {
    DataSetReport report =
        report(network(true), new SquaresLayer(), SurveySettings.DEFAULT, (s, d, a) -> {});
    assertThat(report.pairs()).hasSize(1);
    ConfusedPair pair = report.pairs().get(0);
    assertThat(List.of(pair.label(), pair.answer())).containsExactly(0, 1);
    assertThat(pair.images()).hasSize(8);
    List<Float> sure =
        pair.images().stream()
            .map(each -> report.images().get(each.image()).probability())
            .toList();
    assertThat(sure).isSortedAccordingTo(reverseOrder());
    int lowerLeft = 15 * 16;
    int upperRight = 15;
    for (ConfusedPair.Compared each : pair.images()) {
      assertThat(each.answerMap().values()[lowerLeft]).isEqualTo((byte) 255);
      assertThat(each.answerMap().values()[upperRight]).isZero();
      assertThat(each.labelMap().values()[upperRight]).isEqualTo((byte) 2);
      assertThat(each.contrastMap().values()[lowerLeft]).isEqualTo((byte) 254);
      assertThat(each.contrastMap().values()[upperRight]).isEqualTo((byte) 127);
    }
  }

  @Test
  void noMorePassesAreMadeThanWereSaidBefore() throws IOException {
    long[] planned = new long[3];
    long[] asked = new long[1];
    SquaresLayer layer = new SquaresLayer();
    ClassAnswers counted =
        images -> {
          assertThat(planned[0]).isPositive();
          asked[0] += images.size();
          return network(true).of(images);
        };
    SurveyProgress progress =
        new SurveyProgress() {
          @Override
          public void planned(long trials, long looks, long fromTheLayer) {
            planned[0] = trials;
            planned[1] = looks;
            planned[2] = fromTheLayer;
          }

          @Override
          public void at(Stage stage, long done, long all) {
            assertThat(done).isLessThanOrEqualTo(all);
          }
        };
    report(counted, layer, SurveySettings.DEFAULT, progress);
    assertThat(asked[0]).isBetween(1L, planned[0]);
    assertThat(layer.passes).isBetween(1L, planned[1]);
    assertThat(layer.fromTheLayer).isBetween(1L, planned[2]);
  }

  @Test
  void sameImageInTwoSplitsIsALeakOfItsOwn() throws IOException {
    ImageRow wall = rows.get(3);
    for (String split : List.of("seg_train", "seg_test")) {
      Path copy = folder.resolve(split).resolve("wall").resolve(split + ".png");
      Files.createDirectories(copy.getParent());
      Files.copy(Path.of(wall.path()), copy);
      rows.add(
          row(
              copy,
              "wall",
              0,
              0.9f,
              wall.probabilities(),
              wall.heatGrid().getBytes(),
              wall.evidence().getBytes()));
    }
    DataSetReport report = report(network(true), SurveySettings.DEFAULT);
    assertThat(report.duplicates()).singleElement().matches(DuplicateSet::acrossSplits);
    assertThat(report.images().get(121).split()).isEqualTo("seg_test");
    assertThat(report.images().get(0).split()).isNull();
    assertThat(report.sentences())
        .contains(
            new ReportSentence(
                "One image lies in seg_test and seg_train, nearly the same: a leak, so scores may be too good: keep each image in one split.",
                EvidenceLink.to(EvidenceLink.Section.LEAKS)));
    assertThat(folder.resolve("report/findings.json")).content().contains("seg_train");
  }

  @Test
  void tooFewImagesToGroupAreSaidToBeSo() throws IOException {
    List<ImageRow> all = List.copyOf(rows);
    rows.subList(12, rows.size()).clear();
    DataSetReport few = report(network(true), SurveySettings.DEFAULT);
    assertThat(few.groups()).isEmpty();
    assertThat(few.head().notes())
        .containsExactly("Too few images to group: 12, at least 20 are needed.");
    rows.addAll(all.subList(60, 120));
    DataSetReport lamps = report(network(true), SurveySettings.DEFAULT);
    assertThat(lamps.head().notes())
        .containsExactly(
            "Too few images to group: wall (12); at least 20 of one answer are needed.");
  }

  @Test
  void oneImageIsAReport() throws IOException {
    rows.subList(1, rows.size()).clear();
    DataSetReport report =
        report(network(true), new SquaresLayer(), SurveySettings.DEFAULT, (s, d, a) -> {});
    assertThat(report.images()).hasSize(1);
    assertThat(report.concepts()).isEmpty();
    assertThat(report.head().notes())
        .containsExactly("Too few images to group: 1, at least 20 are needed.");
  }

  @Test
  void markThatTheNetworkDoesNotUseIsTriedAndSaidNotToHold() throws IOException {
    DataSetReport report = report(network(false), SurveySettings.DEFAULT);
    assertThat(marked(report).shortcut()).isFalse();
    assertThat(marked(report).causes()).isNotEmpty();
    assertThat(texts(report))
        .contains(
            "No shortcut was found: one suspicious group was tried on the network, and did not hold.");
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
      rows.add(unlabelled(each));
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
  void answersThatAllDifferHaveNoMostFrequent() throws IOException {
    List<ImageRow> two = List.of(rows.get(0), rows.get(60));
    rows.clear();
    for (ImageRow each : two) {
      rows.add(unlabelled(each));
    }
    assertThat(texts(report(network(true), SurveySettings.DEFAULT)))
        .containsExactly("2 images have answers and no labels; no two answers are the same.");
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

  /**
   * The network behind the squares: 8 x 8 cells of 4 x 4 pixels. Of the feature maps, the first of
   * three is 1 everywhere, the second how far a cell is brighter than 150, the third how far it is
   * redder than by 100. A wall's logit is the sum of feature map 0, a lamp's that of 1 and 2.
   */
  private static final class SquaresLayer implements LayerView {

    private static final int CELLS = 8;
    private static final int CHANNELS = 64;

    long passes;
    long fromTheLayer;

    @Override
    public int height() {
      return CELLS;
    }

    @Override
    public int width() {
      return CELLS;
    }

    @Override
    public int channels() {
      return CHANNELS;
    }

    private static float amount(RgbImage image, int place, int kind) {
      int top = place / CELLS * 4;
      int left = place % CELLS * 4;
      double blue = mean(image, top, left, 4, 2);
      double red = mean(image, top, left, 4, 0) - blue;
      return kind == 0 ? 1 : (float) Math.max(0, kind == 1 ? blue - 150 : red - 100);
    }

    @Override
    public float[][] activations(List<RgbImage> images) {
      passes += images.size();
      float[][] all = new float[images.size()][CELLS * CELLS * CHANNELS];
      for (int i = 0; i < all.length; i++) {
        for (int at = 0; at < all[i].length; at++) {
          all[i][at] = amount(images.get(i), at / CHANNELS, at % CHANNELS % 3);
        }
      }
      return all;
    }

    @Override
    public float[][] logits(List<RgbImage> images, float[][] activations) {
      fromTheLayer += images.size();
      float[][] logits = new float[images.size()][2];
      for (int i = 0; i < logits.length; i++) {
        for (int place = 0; place < CELLS * CELLS; place++) {
          int at = place * CHANNELS;
          logits[i][0] += activations[i][at];
          logits[i][1] += activations[i][at + 1] + activations[i][at + 2];
        }
      }
      return logits;
    }

    @Override
    public List<SignedMap> maps(List<RgbImage> images, int[] classes, int[] versus) {
      passes += images.size();
      List<SignedMap> maps = new ArrayList<>();
      for (int i = 0; i < classes.length; i++) {
        float[] values = new float[CELLS * CELLS];
        for (int place = 0; place < values.length; place++) {
          values[place] = speaks(images.get(i), place, classes[i]);
          values[place] -= versus[i] < 0 ? 0 : speaks(images.get(i), place, versus[i]);
        }
        maps.add(new SignedMap(CELLS, CELLS, values));
      }
      return maps;
    }

    private static float speaks(RgbImage image, int place, int answer) {
      return answer == 0 ? 1 : amount(image, place, 1) + amount(image, place, 2);
    }
  }
}
