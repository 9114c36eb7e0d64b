package io.github.gradcam.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.evaluate.causes.ClassAnswers;
import io.github.gradcam.report.dataset.DataSetReport;
import io.github.gradcam.report.dataset.ReportFolder;
import io.github.gradcam.report.dataset.ReportHead;
import io.github.gradcam.report.dataset.ReportImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reports that stop in the middle. What is on the disk then is what a killed process leaves, as all
 * of it is appended to one file; a write that a kill cuts is made by cutting the file.
 */
class UnfinishedReportTest {

  private static final ReportHead HEAD =
      new ReportHead("squares", "made-up", "Grad-CAM", "last", "today", List.of());
  private static final int SHEET = 21 * 21;
  private static final int IMAGES = 2 * 250;

  @TempDir static Path images;
  private static MadeUpCollection collection;
  private static byte[] findings;
  private static byte[] page;
  private static long passes;

  @TempDir Path folder;
  private final List<String> notes = new ArrayList<>();
  private long asked;

  /** Stops a report. */
  private interface Stop {
    boolean now(SurveyProgress.Stage stage, long done);
  }

  /** Made without a stop, to compare with. */
  @BeforeAll
  static void makeWholeReport(@TempDir Path whole) throws IOException {
    collection = new MadeUpCollection(images, 210, 40);
    UnfinishedReportTest test = new UnfinishedReportTest();
    test.folder = whole;
    test.report(1, (stage, done) -> false);
    findings = Files.readAllBytes(whole.resolve("findings.json"));
    page = Files.readAllBytes(whole.resolve("index.html"));
    passes = test.asked;
    assertThat(test.notes).isEmpty();
  }

  private DataSetReport report(long seed, Stop stop) throws IOException {
    SurveyProgress progress =
        new SurveyProgress() {
          @Override
          public void at(Stage stage, long done, long all) {
            assertThat(done).isLessThanOrEqualTo(all);
            if (stop.now(stage, done)) {
              throw new CancellationException("stopped");
            }
          }

          @Override
          public void note(String words) {
            notes.add(words);
          }
        };
    ClassAnswers network =
        wanted -> {
          asked += wanted.size();
          return MadeUpCollection.network().of(wanted);
        };
    Survey survey =
        new Survey(
            collection.rows()::stream,
            MadeUpCollection.LABELS,
            network,
            MadeUpCollection.SIZE,
            null,
            new SurveySettings(10_000, 16, seed),
            progress);
    try (ReportFolder pages = ReportFolder.open(folder)) {
      return survey.write(HEAD, pages);
    }
  }

  private void stopped(long seed, Stop stop) {
    assertThatThrownBy(() -> report(seed, stop)).isInstanceOf(CancellationException.class);
    assertThat(folder.resolve("index.html")).doesNotExist();
  }

  /** In the last group, after the others. */
  private static boolean late(SurveyProgress.Stage stage, long done) {
    return stage == SurveyProgress.Stage.TRYING && done > 0.6 * passes;
  }

  private void assertWhole() throws IOException {
    assertThat(folder.resolve("findings.json")).hasBinaryContent(findings);
    assertThat(folder.resolve("index.html")).hasBinaryContent(page);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("findings.json", "index.html", "images", "selections");
    }
    try (Stream<Path> sheets = Files.list(folder.resolve("images"))) {
      assertThat(sheets).hasSize(2);
    }
  }

  @Test
  void reportStoppedAmongItsTrialsDoesNotRepeatThem() throws IOException {
    stopped(1, UnfinishedReportTest::late);
    asked = 0;
    report(1, (stage, done) -> false);
    assertThat(asked).isPositive().isLessThan(passes);
    assertThat(notes)
        .containsExactly(
            "Going on with an unfinished report: 1 groups were tried, 441 images drawn");
    assertWhole();
  }

  @Test
  void reportStoppedAmongItsSheetsDoesNotDrawThemAgain() throws IOException {
    stopped(1, (stage, done) -> stage == SurveyProgress.Stage.READING && done == SHEET + 9);
    Path sheet;
    try (Stream<Path> sheets = Files.list(folder.resolve("images"))) {
      sheet = sheets.findFirst().orElseThrow();
    }
    Object before = Files.getLastModifiedTime(sheet);
    long[] read = new long[1];
    report(
        1,
        (stage, done) -> {
          read[0] += stage == SurveyProgress.Stage.READING ? 1 : 0;
          return false;
        });
    assertThat(read[0]).isBetween((long) IMAGES - SHEET, IMAGES - 1L);
    assertThat(Files.getLastModifiedTime(sheet)).isEqualTo(before);
    assertWhole();
  }

  @Test
  void whatAKillCutOffIsMadeAgain() throws IOException {
    stopped(1, UnfinishedReportTest::late);
    Path kept = folder.resolve("unfinished.bin");
    byte[] bytes = Files.readAllBytes(kept);
    for (int length : new int[] {bytes.length - 1, bytes.length / 2, 3}) {
      Files.write(kept, Arrays.copyOf(bytes, length));
      asked = 0;
      report(1, (stage, done) -> false);
      assertThat(asked).isEqualTo(passes); // of the cut group, and of that which was not reached
      assertWhole();
      Files.delete(folder.resolve("index.html"));
    }
  }

  @Test
  void sheetThatIsGoneIsDrawnAgain() throws IOException {
    stopped(1, UnfinishedReportTest::late);
    try (Stream<Path> sheets = Files.list(folder.resolve("images"))) {
      for (Path sheet : sheets.toList()) {
        Files.delete(sheet);
      }
    }
    report(1, (stage, done) -> false);
    assertWhole();
  }

  @Test
  void anotherReportUsesNothingAndSaysSo() throws IOException {
    stopped(2, UnfinishedReportTest::late);
    asked = 0;
    report(1, (stage, done) -> false);
    assertThat(notes)
        .containsExactly(
            "What an unfinished report of other results or settings left in %s is not used"
                .formatted(folder));
    assertThat(asked).isEqualTo(passes);
    assertWhole();
  }

  @Test
  void twoReportsAreNotMadeInOneFolder() throws IOException {
    report(
        1,
        (stage, done) -> {
          if (stage == SurveyProgress.Stage.READING && done == 1) {
            UnfinishedReportTest second = new UnfinishedReportTest();
            second.folder = folder;
            assertThatThrownBy(() -> second.report(1, (any, more) -> false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Expected no other report at work in " + folder);
          }
          return false;
        });
    assertWhole();
  }

  /** Where thumbnails lie, counted over all sheets. */
  private static IntStream cells(DataSetReport report, int answer) {
    return report.images().stream()
        .filter(image -> image.answer() == answer && image.thumbnail() != null)
        .map(ReportImage::thumbnail)
        .mapToInt(cell -> cell.sheet() * SHEET + cell.y() / 96 * 21 + cell.x() / 96);
  }

  @Test
  void thumbnailsAreInTheOrderOfTheImagesAndABrokenOneIsLeftOut() throws IOException {
    Path broken = images.resolve("dark-003.png");
    byte[] bytes = Files.readAllBytes(broken);
    Files.writeString(broken, "no image");
    try {
      DataSetReport report = report(1, (stage, done) -> false);
      assertThat(report.head().notes())
          .containsExactly(
              "1 images could not be read any more: they have no thumbnail and were not tried.");
      assertThat(report.images().stream().filter(image -> image.thumbnail() == null))
          .singleElement()
          .extracting(ReportImage::path)
          .isEqualTo(broken.toString());
      assertThat(report.images().stream().map(ReportImage::thumbnail).filter(c -> c != null))
          .hasSize(IMAGES - 1)
          .doesNotHaveDuplicates();
      // Those of one answer lie before those of the other.
      assertThat(cells(report, 0).max().getAsInt())
          .isEqualTo(IMAGES / 2 - 2)
          .isLessThan(cells(report, 1).min().getAsInt());
    } finally {
      Files.write(broken, bytes);
    }
  }
}
