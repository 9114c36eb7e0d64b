package io.github.gradcam.batch.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gradcam.cli.Run;
import io.github.gradcam.report.results.ImageRow;
import io.github.gradcam.report.results.ResultsRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One machine, {@code local[2]}: several runs in a JVM with Spark's class path. */
class SparkScoringTest {

  private static final Path PHOTO = Path.of("data/sea-cliffs.jpg").toAbsolutePath();
  private static final String NAMES = "two words/50%25 #1+1 冰川.jpg";

  @TempDir static Path folder;
  private static SparkHome home;
  private static Path photos;
  private static List<String> outcomes;

  @BeforeAll
  static void runAll() throws IOException, InterruptedException {
    assumeTrue(
        SparkHome.isPossible(), "needs Spark on the class path, as the profile cluster brings it");
    home = SparkHome.make(folder.resolve("spark"));
    photos = folder.resolve("photos");
    copy("sea/cliffs.jpg");
    copy("mountain/cliffs.JPG");
    copy(NAMES);
    copy("[brackets]/cliffs.jpg");
    copy(".hidden/cliffs.jpg");
    Files.writeString(photos.resolve("sea/empty.jpg"), "");
    Files.writeString(photos.resolve("sea/notes.txt"), "no image");
    Files.createDirectories(folder.resolve("nothing"));
    outcomes = outcomes();
  }

  @AfterAll
  static void removeLinks() throws IOException {
    if (home != null) {
      home.removeLinks();
    }
  }

  private static void copy(String name) throws IOException {
    Path copy = photos.resolve(name);
    Files.createDirectories(copy.getParent());
    Files.copy(PHOTO, copy);
  }

  private static List<String> outcomes() throws IOException, InterruptedException {
    List<String> args = new ArrayList<>(List.of("local[2]"));
    // The output lies in the input: its images are no inputs. The folder within is named twice.
    args.addAll(run("auto", "overlay", photos.resolve("out"), photos, photos.resolve("sea")));
    args.addAll(run("auto", "overlay", photos.resolve("out"), photos));
    args.addAll(run("auto", "none", folder.resolve("globs"), photos.resolve("[ms]*")));
    args.addAll(run("auto", "none", folder.resolve("brackets"), photos.resolve("[brackets]")));
    args.addAll(run("stem", "none", folder.resolve("layer"), photos));
    args.addAll(run("auto", "none", folder.resolve("none"), folder.resolve("nothing")));
    args.addAll(run("auto", "none", folder.resolve("missing"), folder.resolve("not there")));
    args.addAll(run("add_1", "none", photos.resolve("out"), photos));
    String classPath = home.classPath() + java.io.File.pathSeparator + classes();
    try (ChildJvm jvm =
        ChildJvm.start(
            folder.resolve("log"), "1g", home.folder(), classPath, TestJob.class.getName(), args)) {
      return jvm.result(Duration.ofMinutes(4))
          .lines()
          .filter(line -> line.startsWith("OUTCOME") || line.startsWith("FAILURE"))
          .toList();
    }
  }

  private static String classes() throws IOException {
    Path jar = SparkHome.ourJar(folder.resolve("gradcam.jar"));
    return jar
        + java.io.File.pathSeparator
        + SparkHome.ourJars().replace(",", java.io.File.pathSeparator);
  }

  private static List<String> run(String layer, String heatmaps, Path output, Path... inputs) {
    List<String> args =
        new ArrayList<>(List.of("saved_model", "gradcam", layer, heatmaps, output.toString()));
    for (Path input : inputs) {
      args.add(input.toString());
    }
    args.add("/");
    return args;
  }

  @Test
  void everyImageHasOneRowByItsPath() throws Exception {
    assertThat(outcomes.get(0)).contains("images=5, failures=1, earlier=0");
    assertThat(Table.paths(photos.resolve("out")))
        .containsExactlyInAnyOrder(
            photos.resolve("sea/cliffs.jpg").toString(),
            photos.resolve("sea/empty.jpg").toString(),
            photos.resolve("mountain/cliffs.JPG").toString(),
            photos.resolve(NAMES).toString(),
            photos.resolve("[brackets]/cliffs.jpg").toString());
  }

  @Test
  void aReportReadsTheSameRows() throws Exception {
    Path out = photos.resolve("out");
    List<ImageRow> all = rows(out);
    assertThat(all)
        .extracting(ImageRow::path)
        .containsExactlyInAnyOrderElementsOf(Table.paths(out));
    assertThat(all).filteredOn(row -> row.error() == null).hasSize(4);
    assertThat(all)
        .filteredOn(row -> row.error() == null)
        .allSatisfy(
            row -> assertThat(row.probabilities()).containsKeys("sea", "street").hasSize(6));
  }

  /** By the engine of one machine; the kernels are those of this processor in both. */
  @Test
  void anImageHasTheMapThatItHasWithoutSpark() throws Exception {
    Path alone = folder.resolve("alone");
    Run run = Run.of("batch", PHOTO.toString(), "--heatmaps", "overlay", "--output", alone + "");
    assertThat(run.code()).as(run.err()).isZero();
    ImageRow local = rows(alone).get(0);
    List<ImageRow> distributed =
        rows(photos.resolve("out")).stream().filter(row -> row.error() == null).toList();
    assertThat(distributed).hasSize(4);
    for (ImageRow row : distributed) {
      assertThat(row.predictedLabel()).isEqualTo(local.predictedLabel());
      assertThat(row.layer()).isEqualTo(local.layer());
      assertThat(row.heatPeak() / local.heatPeak()).isCloseTo(1, within(1e-5f));
      assertThat(List.of(row.heatEnergy(), row.heatX(), row.heatY(), row.heatBorder()))
          .usingElementComparator((a, b) -> Math.abs(a - b) <= 1e-5f ? 0 : Float.compare(a, b))
          .containsExactly(local.heatEnergy(), local.heatX(), local.heatY(), local.heatBorder());
    }
  }

  private static List<ImageRow> rows(Path output) throws IOException {
    try (Stream<ImageRow> rows = ResultsRows.of(output).open()) {
      return rows.toList();
    }
  }

  @Test
  void theFolderGivesTheLabelIfItIsAClass() throws Exception {
    assertThat(
            Table.column(
                photos.resolve("out"),
                "SELECT label || ' ' || correct FROM $rows WHERE error IS NULL AND label IS NOT NULL"
                    + " ORDER BY 1"))
        .containsExactly("mountain false", "sea true");
  }

  @Test
  void aFailureSaysWhyAndLeavesTheRestEmpty() throws Exception {
    assertThat(outcomes.get(0)).contains("reasons={").endsWith("=1}]");
    assertThat(
            Table.column(
                photos.resolve("out"),
                "SELECT label FROM $rows WHERE error IS NOT NULL AND width IS NULL"))
        .containsExactly("sea");
  }

  @Test
  void heatmapsAreWhereTheirRowsSay() throws Exception {
    assertThat(Table.column(photos.resolve("out"), "SELECT heatmap FROM $rows WHERE error IS NULL"))
        .hasSize(4)
        .allMatch(heatmap -> Files.isRegularFile(photos.resolve("out").resolve(heatmap)));
  }

  @Test
  void theSameAgainAddsNothing() {
    assertThat(outcomes.get(1)).contains("images=0, failures=0, earlier=5");
  }

  @Test
  void globsAndNamesThatLookLikeGlobsAreBothUnderstood() {
    assertThat(outcomes.get(2)).contains("images=3, failures=1");
    assertThat(outcomes.get(3)).contains("images=1, failures=0");
  }

  @Test
  void whatCannotBeMeantIsSaidBeforeAnythingIsWritten() {
    assertThat(outcomes.get(4)).contains("stem").contains("Expected");
    assertThat(folder.resolve("layer")).doesNotExist();
    assertThat(outcomes.get(6)).contains("found nothing; check the path");
    assertThat(folder.resolve("missing")).doesNotExist();
  }

  @Test
  void aFolderWithoutImagesIsAnError() {
    assertThat(outcomes.get(5)).contains("Expected images, found none");
  }

  @Test
  void otherOptionsDoNotGoIntoTheSameTable() {
    assertThat(outcomes.get(7)).contains("layer auto then, add_1 now");
  }
}
