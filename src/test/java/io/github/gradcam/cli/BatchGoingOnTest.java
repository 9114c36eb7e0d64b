package io.github.gradcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs over a collection into a folder that an earlier run wrote to. */
class BatchGoingOnTest {

  private static final int PHOTOS = 4;

  @TempDir static Path shared;

  @TempDir Path folder;

  @BeforeAll
  static void writeImages() throws Exception {
    SmallImageFiles.write(shared, 18);
  }

  @BeforeEach
  void copyImages() throws Exception {
    Files.createDirectories(in());
    for (int i = 0; i < PHOTOS; i++) {
      copy(i);
    }
  }

  private void copy(int i) throws Exception {
    String name = "%03d.jpg".formatted(i);
    Files.copy(shared.resolve(name), in().resolve(name));
  }

  private Path in() {
    return folder.resolve("in");
  }

  private BatchOutput output() {
    return new BatchOutput(folder.resolve("out"));
  }

  private Run run(String... more) {
    return output().run(in(), more);
  }

  private List<String> journal() throws Exception {
    return Files.readAllLines(output().folder().resolve("journal.jsonl"));
  }

  private void age(String name) throws Exception {
    Files.setLastModifiedTime(output().folder().resolve(name), FileTime.fromMillis(0));
  }

  private boolean isAged(String name) throws Exception {
    return Files.getLastModifiedTime(output().folder().resolve(name)).toMillis() == 0;
  }

  @Test
  void sameCommandAgainDoesNothingNew() throws Exception {
    assertThat(run("--heatmaps", "npy").code()).isZero();
    List<String> before = journal();
    List<String> rows = output().ask("SELECT * FROM FILE");
    for (String heatmap : output().heatmaps()) {
      age(heatmap);
    }
    Run again = run("--heatmaps", "npy");
    assertThat(again.code()).isZero();
    assertThat(again.out()).contains("Scored 0 images");
    assertThat(again.err()).contains("Going on after 4 images");
    assertThat(journal()).isEqualTo(before).hasSize(PHOTOS);
    assertThat(output().ask("SELECT * FROM FILE")).isEqualTo(rows);
    assertThat(output().heatmaps()).hasSize(PHOTOS);
    for (String heatmap : output().heatmaps()) {
      assertThat(isAged(heatmap)).isTrue();
    }
  }

  @Test
  void oneMoreImageIsTheOnlyOneScored() throws Exception {
    run();
    List<String> before = journal();
    copy(7);
    Run again = run();
    assertThat(again.code()).isZero();
    assertThat(again.out()).contains("Scored 1 image in");
    assertThat(journal()).hasSize(PHOTOS + 1).startsWith(before.toArray(String[]::new));
    assertThat(journal().get(PHOTOS)).contains("/007.jpg");
    assertThat(output().rows()).isEqualTo(PHOTOS + 1);
  }

  @ParameterizedTest
  @CsvSource({
    "--class, sea, 'class predicted then, sea now'",
    "--layer, conv2d_9, 'layer re_lu_12 then, conv2d_9 now'",
    "--method, layer-cam, 'method Grad-CAM then, LayerCAM now'",
    "--heatmaps, npy, 'heatmaps none then, npy now'",
    "--samples, 7, 'samples 0 then, 7 now'",
    "--norm, paper, 'norm pytorch-grad-cam then, paper now'",
    "--seed, 2, 'seed 1 then, 2 now'",
    "--target, probability, 'target logit then, probability now'",
    "--precision, mixed, 'precision float32 then, mixed now'"
  })
  void otherOptionsAreRefusedWithWhatDiffersAndHowToGoOn(
      String option, String value, String difference) throws Exception {
    run();
    List<String> before = journal();
    age("results.parquet");
    Run other = run(option, value);
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.err())
        .contains(difference)
        .contains("another --output")
        .contains("--overwrite");
    assertThat(journal()).isEqualTo(before);
    assertThat(isAged("results.parquet")).isTrue();
    assertThat(output().heatmaps()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "--colormap, viridis, 'colormap turbo then, viridis now'",
    "--alpha, 0.25, 'alpha 0.5 then, 0.25 now'",
    "--overlay-size, 100, 'overlay-size 1024 then, 100 now'"
  })
  void overlaysOfOtherLooksAreRefused(String option, String value, String difference) {
    run("--heatmaps", "overlay");
    Run other = run("--heatmaps", "overlay", option, value);
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.err()).contains("found others: " + difference + "; give");
  }

  @Test
  void coloursMatterOnlyToOverlays() {
    run();
    assertThat(run("--colormap", "viridis", "--alpha", "0.25").code()).isZero();
  }

  @Test
  void differentMachineOptionsAreNoObstacle() {
    run();
    assertThat(run("--batch-size", "2", "--threads", "1", "--max-failures", "9").code()).isZero();
  }

  @Test
  void overwriteBeginsAnewAndLeavesOtherFilesAlone() throws Exception {
    run("--heatmaps", "npy", "--format", "csv");
    Path note = Files.writeString(output().folder().resolve("note.txt"), "mine");
    Run anew = run("--overwrite", "--class", "sea", "--heatmaps", "png");
    assertThat(anew.code()).as(anew.err()).isZero();
    assertThat(anew.out()).contains("Scored 4 images");
    assertThat(output().ask("SELECT DISTINCT target_label FROM FILE")).containsExactly("sea");
    assertThat(output().heatmaps()).hasSize(PHOTOS).allMatch(name -> name.endsWith(".png"));
    assertThat(output().folder().resolve("results.csv")).doesNotExist();
    assertThat(note).hasContent("mine");
    assertThat(run("--class", "sea", "--heatmaps", "png").out()).contains("Scored 0 images");
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void folderOfTheUsersOwnFilesIsRefused(boolean overwrite) throws Exception {
    Path own = Files.createDirectories(output().folder()).resolve("thesis.docx");
    Files.writeString(own, "years of work");
    Run refused = overwrite ? run("--overwrite") : run();
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("thesis.docx").contains("another --output");
    assertThat(own).hasContent("years of work");
    try (var files = Files.list(output().folder())) {
      assertThat(files.filter(file -> !Files.isDirectory(file) && !isHidden(file)))
          .containsExactly(own);
    }
  }

  private static boolean isHidden(Path file) {
    return String.valueOf(file.getFileName()).startsWith(".");
  }

  @Test
  void failedStayFailedUntilTheyAreToBeTriedAgain() throws Exception {
    Path broken = in().resolve("000.jpg");
    byte[] good = Files.readAllBytes(broken);
    Files.write(broken, Arrays.copyOf(good, 1000));
    Files.writeString(in().resolve("hopeless.jpg"), "text");
    assertThat(run().code()).isEqualTo(1);
    List<String> before = journal().stream().filter(line -> !line.contains("\"error\"")).toList();
    assertThat(before).hasSize(3);
    Files.write(broken, good);

    Run same = run();
    assertThat(same.code()).isEqualTo(1);
    assertThat(same.out()).contains("Scored 0 images").contains("Failed: 2 of 5 images");

    Run retried = run("--retry-failed");
    assertThat(retried.code()).isEqualTo(1);
    assertThat(retried.out()).contains("Scored 2 images").contains("Failed: 1 of 5 images");
    assertThat(journal()).startsWith(before.toArray(String[]::new)).hasSize(5);
    assertThat(output().ask("SELECT parse_filename(path) FROM FILE WHERE error IS NOT NULL"))
        .containsExactly("hopeless.jpg");
    assertThat(output().ask("SELECT width FROM FILE WHERE path LIKE '%/000.jpg'"))
        .containsExactly("150");

    Files.copy(in().resolve("001.jpg"), in().resolve("mended.jpg"));
    Files.move(
        in().resolve("mended.jpg"),
        in().resolve("hopeless.jpg"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThat(run("--retry-failed").code()).isZero();
    assertThat(output().ask("SELECT count(*), count(error) FROM FILE")).containsExactly("5|0");
  }

  @Test
  void tooManyFailuresStopTheRunAndItCanBeGoneOnWith() throws Exception {
    for (int i = 0; i < 150; i++) {
      Files.copy(
          shared.resolve("%03d.jpg".formatted(i % 18)), in().resolve("p%03d.jpg".formatted(i)));
      Files.writeString(in().resolve("p%03d-broken.jpg".formatted(i)), "text");
    }
    Run stopped = run("--max-failures", "3", "--batch-size", "4", "--threads", "1");
    assertThat(stopped.code()).isEqualTo(1);
    assertThat(stopped.err())
        .contains("Stopped by --max-failures")
        .contains("run the same command again to go on");
    assertThat(output().rows()).isBetween(4L, 299L);
    assertThat(Long.parseLong(output().ask("SELECT count(error) FROM FILE").get(0)))
        .isBetween(3L, 149L);
    Run rest = run();
    assertThat(rest.code()).isEqualTo(1);
    assertThat(rest.err()).doesNotContain("Stopped");
    assertThat(output().ask("SELECT count(*), count(DISTINCT path), count(error) FROM FILE"))
        .containsExactly("304|304|150");
  }

  @Test
  void fewerFailuresThanAllowedDoNotStop() throws Exception {
    Files.writeString(in().resolve("a.jpg"), "text");
    Run run = run("--max-failures", "3");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).doesNotContain("Stopped");
    assertThat(output().rows()).isEqualTo(PHOTOS + 1);
  }
}
