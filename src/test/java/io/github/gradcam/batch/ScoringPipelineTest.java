package io.github.gradcam.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.batch.input.BrokenSourceException;
import io.github.gradcam.batch.input.FileContent;
import io.github.gradcam.batch.input.ImageCollection;
import io.github.gradcam.batch.input.ImageEntry;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.flow.StageReport;
import io.github.gradcam.image.Colormap;
import io.github.gradcam.image.Overlay;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.DecodedImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.report.results.ImageRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(240)
class ScoringPipelineTest {

  private static final int SIZE = 32;
  private static final List<String> LABELS = List.of("forest", "sea", "street");
  private static Classifier classifier;
  private static Explainer explainer;

  private final Map<String, byte[]> written = new ConcurrentHashMap<>();
  private final List<ImageRow> rows = new ArrayList<>();

  @BeforeAll
  static void open() {
    ModelCard card = ModelCard.unsaved("scenes", LABELS, SIZE);
    classifier = Classifier.untrained(card, Precision.FLOAT32, 1);
    explainer = new Explainer(classifier, classifier.layer("auto"), new GradCam());
  }

  @AfterAll
  static void close() {
    classifier.close();
  }

  private static RgbImage picture(int seed) {
    byte[] pixels = new byte[SIZE * SIZE * 3];
    new Random(seed).nextBytes(pixels);
    return new RgbImage(SIZE, SIZE, pixels);
  }

  private static RgbImage tiled(RgbImage tile, int width, int height) {
    byte[] pixels = new byte[width * height * RgbImage.CHANNELS];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int from = (y % tile.height() * tile.width() + x % tile.width()) * RgbImage.CHANNELS;
        int to = (y * width + x) * RgbImage.CHANNELS;
        System.arraycopy(tile.pixels(), from, pixels, to, RgbImage.CHANNELS);
      }
    }
    return new RgbImage(width, height, pixels);
  }

  private static ImageEntry good(int i) {
    return new ImageEntry(
        "/photos/sea/%03d.png".formatted(i),
        null,
        null,
        () -> new DecodedImage(picture(i), 2 * SIZE, 3 * SIZE, null));
  }

  private static ImageEntry doubtful() {
    return new ImageEntry(
        "/photos/sea/odd.jpg", null, null, () -> new DecodedImage(picture(1), SIZE, SIZE, "Odd."));
  }

  private static ImageEntry broken(int i) {
    String path = "/photos/sea/%03d.png".formatted(i);
    return new ImageEntry(
        path,
        null,
        null,
        () -> {
          throw new ImageReadException(path + ": the PNG file is truncated");
        });
  }

  private static List<ImageEntry> good(int from, int to) {
    return IntStream.range(from, to).mapToObj(ScoringPipelineTest::good).toList();
  }

  /** Gives entries, or throws, one after the other. */
  private static final class Given implements ImageCollection {
    private final List<Object> steps;

    Given(List<?> steps) {
      this.steps = List.copyOf(steps);
    }

    @Override
    public Entries open() {
      return new Entries() {
        private int next;

        @Override
        public @Nullable ImageEntry next() throws IOException {
          if (next == steps.size()) {
            return null;
          }
          Object step = steps.get(next++);
          if (step instanceof IOException e) {
            throw e;
          }
          return (ImageEntry) step;
        }

        @Override
        public double share() {
          return Double.NaN;
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public OptionalLong count() {
      return OptionalLong.of(steps.size());
    }
  }

  private ScoringPipeline pipeline(HeatmapKind kind, int batchSize) {
    return pipeline(kind, batchSize, written::put);
  }

  private static ScoringPipeline pipeline(HeatmapKind kind, int batchSize, HeatmapStore store) {
    TargetChoice target = new TargetChoice("predicted", LABELS);
    ScoringPlan plan = new ScoringPlan(target, kind, new Overlay(Colormap.TURBO, 0.5), 64, false);
    return new ScoringPipeline(
        List.of(new ImageScorer(explainer, plan, store)),
        new PipelineSettings(batchSize, 2, 2, 1, 10_000_000));
  }

  private void run(ScoringPipeline pipeline, List<?> steps) throws IOException {
    pipeline.run(new Given(steps).open(), path -> false, rows::add);
  }

  @Test
  void everyImageHasOneRow() throws IOException {
    run(pipeline(HeatmapKind.NONE, 8), good(0, 100));
    assertThat(rows).extracting(ImageRow::path).doesNotHaveDuplicates().hasSize(100);
    assertThat(rows).allMatch(row -> row.error() == null);
  }

  @Test
  void rowHoldsWhatTheExplainerAloneSays() throws IOException {
    run(pipeline(HeatmapKind.NONE, 8), good(0, 9));
    for (ImageRow row : rows) {
      int seed = Integer.parseInt(row.path().replaceAll("\\D", ""));
      Explanation alone = explainer.explain(picture(seed).pixels(), -1).get(0);
      assertThat(row.predictedIndex()).isEqualTo(alone.classIndex());
      assertThat(row.predictedLabel()).isEqualTo(LABELS.get(alone.classIndex()));
      assertThat(row.targetIndex()).isEqualTo(alone.classIndex());
      assertThat(row.predictedProbability()).isEqualTo(alone.probability(), within(1e-4f));
      assertThat(row.probabilities().keySet()).containsExactlyElementsOf(LABELS);
      assertThat(row.diagnosis()).isEqualTo(alone.heatmap().diagnosis().code());
      assertThat(row.heatPeak()).isEqualTo(alone.evidence().peak(), within(1e-3f));
      assertThat(row.width()).isEqualTo(2 * SIZE);
      assertThat(row.height()).isEqualTo(3 * SIZE);
      assertThat(row.label()).isEqualTo("sea");
      assertThat(row.correct()).isEqualTo(alone.classIndex() == 1);
      assertThat(row.method()).isEqualTo("Grad-CAM");
      assertThat(row.heatmap()).isNull();
    }
  }

  @Test
  void anImageInDoubtHasItsReasonAsDiagnosis() throws IOException {
    run(pipeline(HeatmapKind.NONE, 1), List.of(doubtful()));
    assertThat(rows).extracting(ImageRow::diagnosis).containsExactly("doubtful-picture: Odd.");
    assertThat(rows.get(0).error()).isNull();
  }

  /** The input of 4031 x 3021 pixels of fine detail: any reduction before would show. */
  @ParameterizedTest
  @ValueSource(ints = {32, 64, 96})
  void aLargeImageGivesTheNetworkWhatExplainGivesIt(int size, @TempDir Path folder)
      throws Exception {
    RgbImage detail = ImageFiles.read(Path.of("data/buildings-pavilion-china.jpg"));
    Path file = folder.resolve("large.jpg");
    ImageFiles.write(tiled(detail, 4031, 3021), file);
    ModelCard card = ModelCard.unsaved("scenes", LABELS, size);
    try (Classifier other = Classifier.untrained(card, Precision.FLOAT32, 1)) {
      Explainer its = new Explainer(other, other.layer("auto"), new GradCam());
      TargetChoice target = new TargetChoice("predicted", LABELS);
      ScoringPlan plan =
          new ScoringPlan(target, HeatmapKind.NONE, new Overlay(Colormap.TURBO, 0.5), 64, false);
      PreparedImage prepared =
          new ImageScorer(its, plan, written::put).prepare(FileContent.entry(file));
      assertThat(prepared.input()).isEqualTo(LoadedImage.read(file, size).input());
    }
  }

  @Test
  void brokenImagesAreRowsWithTheirReasonAndStopNobody() throws IOException {
    List<ImageEntry> entries = new ArrayList<>(good(0, 30));
    entries.add(7, broken(100));
    entries.add(20, broken(101));
    run(pipeline(HeatmapKind.NONE, 4), entries);
    assertThat(rows).hasSize(32);
    assertThat(rows.stream().filter(row -> row.error() != null))
        .extracting(ImageRow::path, ImageRow::error, ImageRow::label)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(
                "/photos/sea/100.png", "the PNG file is truncated", "sea"),
            org.assertj.core.groups.Tuple.tuple(
                "/photos/sea/101.png", "the PNG file is truncated", "sea"));
  }

  @Test
  void sourceThatBreaksOffIsARowAndTheNextSourceGoesOn() throws IOException {
    List<Object> steps = new ArrayList<>(good(0, 3));
    steps.add(new BrokenSourceException("/photos.tar", "truncated after 3 images"));
    steps.addAll(good(3, 5));
    run(pipeline(HeatmapKind.NONE, 2), steps);
    assertThat(rows).hasSize(6);
    assertThat(rows)
        .filteredOn(row -> row.error() != null)
        .singleElement()
        .isEqualTo(ImageRow.failed("/photos.tar", null, "truncated after 3 images"));
  }

  @Test
  void whatIsDoneIsNotDoneAgain() throws IOException {
    pipeline(HeatmapKind.NONE, 4)
        .run(
            new Given(good(0, 20)).open(),
            path -> path.compareTo("/photos/sea/010") < 0,
            rows::add);
    assertThat(rows).extracting(ImageRow::path).hasSize(10).allMatch(p -> p.contains("/01"));
  }

  @Test
  void listedTargetsAreExplainedAndUnknownOnesFail() throws IOException {
    ImageEntry street = good(0);
    run(
        pipeline(HeatmapKind.NONE, 4),
        List.of(
            new ImageEntry("/a.png", "sea", "street", street.content()),
            new ImageEntry("/b.png", null, "2", street.content()),
            new ImageEntry("/c.png", null, "glacier", street.content())));
    Map<String, ImageRow> byPath = new HashMap<>();
    rows.forEach(row -> byPath.put(row.path(), row));
    assertThat(byPath.get("/a.png").targetLabel()).isEqualTo("street");
    assertThat(byPath.get("/a.png").label()).isEqualTo("sea");
    assertThat(byPath.get("/b.png").targetIndex()).isEqualTo(2);
    assertThat(byPath.get("/b.png").label()).isNull();
    assertThat(byPath.get("/b.png").correct()).isNull();
    assertThat(byPath.get("/c.png").error()).contains("glacier");
  }

  @Test
  void labelOfAListMayBeAnIndexOrWrittenOtherwise() throws IOException {
    run(
        pipeline(HeatmapKind.NONE, 4),
        List.of(
            new ImageEntry("/a.png", "1", null, good(0).content()),
            new ImageEntry("/b.png", "Sea", null, good(0).content()),
            new ImageEntry("/c.png", "glacier", null, good(0).content())));
    Map<String, ImageRow> byPath = new HashMap<>();
    rows.forEach(row -> byPath.put(row.path(), row));
    assertThat(byPath.get("/a.png").label()).isEqualTo("sea");
    assertThat(byPath.get("/b.png").label()).isEqualTo("sea");
    assertThat(byPath.get("/c.png").label()).isEqualTo("glacier");
    assertThat(byPath.get("/c.png").correct()).isFalse();
  }

  @Test
  void onlyTheFolderTellsTheLabel() throws IOException {
    run(
        pipeline(HeatmapKind.NONE, 4),
        List.of(
            new ImageEntry("/street/sea!1.png", null, null, good(0).content()),
            new ImageEntry("/a.zip!/sea/1.png", null, null, good(0).content()),
            new ImageEntry("/sea/a.zip!/1.png", null, null, good(0).content())));
    Map<String, ImageRow> byPath = new HashMap<>();
    rows.forEach(row -> byPath.put(row.path(), row));
    assertThat(byPath.get("/street/sea!1.png").label()).isEqualTo("street");
    assertThat(byPath.get("/a.zip!/sea/1.png").label()).isEqualTo("sea");
    assertThat(byPath.get("/sea/a.zip!/1.png").label()).isNull();
  }

  @Test
  void tooLittleMemoryEndsTheRunAndIsBlamedOnNoImage() {
    ImageEntry huge =
        new ImageEntry(
            "/huge.png",
            null,
            null,
            () -> {
              throw new OutOfMemoryError("Java heap space");
            });
    List<ImageEntry> entries = List.of(good(0), huge, good(1));
    assertThatThrownBy(() -> run(pipeline(HeatmapKind.NONE, 4), entries))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(rows).allMatch(row -> row.error() == null);
    assertThat(rows).extracting(ImageRow::path).doesNotContain("/huge.png");
  }

  @Test
  void mapsAreWrittenAsNumPyArraysOfTheInputsSize() throws IOException {
    run(pipeline(HeatmapKind.NPY, 4), good(0, 5));
    assertThat(written.keySet()).hasSize(5).allMatch(name -> name.endsWith(".npy"));
    assertThat(rows)
        .extracting(ImageRow::heatmap)
        .containsExactlyInAnyOrderElementsOf(written.keySet());
    assertThat(written.values()).allMatch(bytes -> bytes.length == 128 + 4 * SIZE * SIZE);
  }

  @Test
  void mapsAreDrawnGreyOrOverTheImage() throws Exception {
    run(pipeline(HeatmapKind.PNG, 4), good(0, 1));
    RgbImage grey = ImageFiles.decode(written.get(rows.get(0).heatmap()), "grey");
    assertThat(grey.width()).isEqualTo(SIZE);
    float[] heat = explainer.explain(picture(0).pixels(), -1).get(0).heatmap().values();
    for (int i = 0; i < heat.length; i++) {
      assertThat(grey.pixels()[3 * i] & 0xff).isEqualTo(grey.pixels()[3 * i + 1] & 0xff);
      assertThat(grey.pixels()[3 * i] & 0xff).isCloseTo(Math.round(255 * heat[i]), within(2));
    }
    run(pipeline(HeatmapKind.OVERLAY, 4), good(1, 2));
    RgbImage overlay = ImageFiles.decode(written.get(rows.get(1).heatmap()), "overlay");
    assertThat(overlay.width()).isEqualTo(SIZE);
  }

  @Test
  void rowThatCannotBeKeptEndsTheRunWithItsReason() {
    ScoringPipeline pipeline = pipeline(HeatmapKind.NONE, 4);
    assertThatThrownBy(
            () ->
                pipeline.run(
                    new Given(good(0, 100)).open(),
                    path -> false,
                    row -> {
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
  }

  @Test
  void heatmapThatCannotBeWrittenEndsTheRunAsItWouldForTheOthers() {
    HeatmapStore full =
        (name, bytes) -> {
          throw new IOException("No space left on device");
        };
    assertThatThrownBy(() -> run(pipeline(HeatmapKind.PNG, 4, full), good(0, 100)))
        .hasMessage("No space left on device");
    assertThat(rows).isEmpty();
  }

  @Test
  void stoppedRunFinishesWhatIsAtWork() throws IOException {
    AtomicReference<ScoringPipeline> pipeline = new AtomicReference<>();
    pipeline.set(pipeline(HeatmapKind.NONE, 4));
    pipeline
        .get()
        .run(
            new Given(good(0, 999)).open(),
            path -> false,
            row -> {
              rows.add(row);
              pipeline.get().stop();
            });
    assertThat(rows).hasSizeBetween(1, 998).allMatch(row -> row.error() == null);
    assertThat(rows).extracting(ImageRow::path).doesNotHaveDuplicates();
  }

  @Test
  void emptyCollectionHasNoRows() throws IOException {
    run(pipeline(HeatmapKind.NONE, 4), List.of());
    assertThat(rows).isEmpty();
  }

  @Test
  void batchSizeIsFoundWhereItIsNotGiven() throws IOException {
    ScoringPipeline pipeline = pipeline(HeatmapKind.NONE, PipelineSettings.AUTO);
    run(pipeline, good(0, 999));
    assertThat(rows).hasSize(999);
    assertThat(pipeline.status().batchSize()).isBetween(8, PipelineSettings.MOST);
  }

  @Test
  void stagesTellHowLongTheyWaited() throws IOException {
    ScoringPipeline pipeline = pipeline(HeatmapKind.NONE, 4);
    run(pipeline, good(0, 200));
    List<StageReport> stages = pipeline.status().stages();
    assertThat(stages)
        .extracting(StageReport::name)
        .containsExactly("list", "decode", "network", "write");
    assertThat(stages).allMatch(stage -> stage.waited() >= 0 && stage.waited() <= 1);
    assertThat(stages).allMatch(stage -> stage.busy() > 0);
    assertThat(pipeline.status().waiting()).containsExactly(0, 0, 0, 0);
    assertThat(StageReport.bottleneck(stages).waited())
        .isEqualTo(stages.stream().mapToDouble(StageReport::waited).min().orElseThrow());
  }
}
