package io.github.gradcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be asked of {@code gradcam batch}, and what it says where that cannot be meant. */
class BatchUsageTest {

  @TempDir static Path shared;

  @TempDir Path folder;

  @BeforeAll
  static void writeImages() throws Exception {
    SmallImageFiles.write(photos(), 40);
  }

  private static Path photos() {
    return shared.resolve("photos");
  }

  private static Path photo() {
    return photos().resolve("005.jpg"); // a forest
  }

  private BatchOutput output() {
    return new BatchOutput(folder.resolve("out"));
  }

  private void assertRefused(Run run, int code, String... words) {
    assertThat(run.code()).as(run.err()).isEqualTo(code);
    assertThat(run.out()).isEmpty();
    List<String> said = run.err().lines().filter(line -> !line.startsWith("See `gradcam")).toList();
    assertThat(said.get(said.size() - 1)).startsWith("gradcam: ").contains(words);
    assertThat(said.stream().filter(line -> line.startsWith("gradcam: "))).hasSize(1);
    assertThat(run.err()).doesNotContain("Exception").doesNotContain("\tat ");
    assertThat(output().folder()).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"sea, sea", "SEA, sea", "4, sea", "0, buildings"})
  void classIsChosenByNameOrIndex(String choice, String label) throws Exception {
    assertThat(output().run(photo(), "--class", choice).code()).isZero();
    assertThat(output().ask("SELECT target_label, predicted_label FROM FILE"))
        .containsExactly(label + "|forest");
  }

  @Test
  void classLabelExplainsTheClassOfTheFolder() throws Exception {
    for (String name : List.of("sea", "street", "elsewhere")) {
      Path copy = folder.resolve("in").resolve(name).resolve("a.jpg");
      Files.createDirectories(copy.getParent());
      Files.copy(photo(), copy);
    }
    assertThat(output().run(folder.resolve("in"), "--class", "label").code()).isEqualTo(1);
    assertThat(output().ask("SELECT label, target_label FROM FILE WHERE error IS NULL ORDER BY 1"))
        .containsExactly("sea|sea", "street|street");
    assertThat(output().ask("SELECT error FROM FILE WHERE path LIKE '%/elsewhere/%'").get(0))
        .contains("Expected a label to explain, found none");
  }

  @Test
  void severalClassesAreUsageErrorsAndTopKIsOneBeforeTheModelIsLoaded() {
    assertRefused(
        output().run(photo(), "--class", "top:3", "--model", "no-such-model"),
        2,
        "one --class",
        "'top:3'");
    assertRefused(output().run(photo(), "--class", "all"), 2, "one class", "'all'");
  }

  @Test
  void unknownClassSuggestsTheNearest() {
    assertRefused(output().run(photo(), "--class", "glaciers"), 2, "found 'glaciers'", "glacier");
  }

  @Test
  void severalMapsAnImageAreUsageErrors() {
    assertRefused(
        output().run(photo(), "--method", "grad-cam,layer-cam"), 2, "one --method", "2 maps");
    assertRefused(output().run(photo(), "--layer", "stages"), 2, "one --layer", "maps an image");
  }

  @Test
  void unknownMethodLayerHeatmapFormatAndColourAreNamed() {
    assertRefused(output().run(photo(), "--layer", "conv2d_99"), 1, "conv2d_99", "conv2d_9");
    assertRefused(output().run(photo(), "--method", "grad"), 2, "'grad'");
    assertRefused(output().run(photo(), "--heatmaps", "tiff"), 2, "'tiff'", "overlay");
    assertRefused(output().run(photo(), "--format", "xlsx"), 2, "xlsx", "parquet");
    assertRefused(output().run(photo(), "--colormap", "rainbow"), 2, "rainbow", "viridis");
    assertRefused(output().run(photo(), "--overlay-size", "0"), 2, "--overlay-size");
    assertRefused(output().run(photo(), "--precision", "half"), 2, "half", "mixed");
    assertRefused(output().run(photo(), "--device", "tpu"), 2, "tpu");
    assertRefused(output().run(photo(), "--max-failures", "-1"), 2, "--max-failures");
  }

  @Test
  void missingModelMissingInputAndEmptyFolderAreOneLineEach() throws Exception {
    assertRefused(output().run(photo(), "--model", "no-such-model"), 1, "no-such-model");
    assertRefused(output().run(folder.resolve("nothing.jpg")), 1, "found nothing", "nothing.jpg");
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertRefused(output().run(empty), 1, "Expected images", "found none");
    assertRefused(output().run(folder.resolve("*.png")), 1, "*.png");
    Run nothing = Run.of("batch");
    assertThat(nothing.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "--batch-size, 0",
    "--batch-size, x",
    "--batch-size, -4",
    "--threads, 0",
    "--threads, x",
    "--metrics-port, 65536",
    "--metrics-port, -1"
  })
  void numbersThatCannotBeMeantAreUsageErrors(String option, String value) {
    assertRefused(output().run(photo(), option, value), 2, option, value);
  }

  @Test
  void automaticBatchSizeEndsWithANumber() {
    assertThat(output().run(photos()).err()).containsPattern("batch size [1-9]\\d*");
    assertThat(output().run(photos(), "--overwrite", "--batch-size", "5").err())
        .contains("batch size 5");
  }

  @Test
  void quietLeavesNotesOut() {
    Run run = output().run(photo(), "-q");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("Scored 1 image in");
  }

  @Test
  void threadsAreToldToThoseWhoAskFor() throws Exception {
    assertThat(output().run(photo()).err()).contains("bottleneck").doesNotContain("waited");
    assertThat(output().run(photo(), "--overwrite", "-v").err()).contains("bottleneck", "waited");
  }

  @Test
  void helpNamesEveryOptionAndTheOverviewTheCommands() {
    Run help = Run.of("batch", "--help");
    assertThat(help.code()).isZero();
    assertThat(help.out())
        .contains("Score and explain whole collections")
        .contains(
            "--model",
            "--input",
            "--logits",
            "--input-size",
            "--preprocessing",
            "--labels",
            "--precision",
            "--device",
            "--class",
            "--method",
            "--layer",
            "--formula",
            "--samples",
            "--seed",
            "--heatmaps",
            "--overlay-size",
            "--colormap",
            "--alpha",
            "--format",
            "--path-column",
            "--label-column",
            "--class-column",
            "--batch-size",
            "--threads",
            "--metrics-port",
            "--metrics-host",
            "--output",
            "--overwrite",
            "--retry-failed",
            "--max-failures",
            "--quiet",
            "--verbose",
            "--stacktrace",
            "--help")
        .doesNotContain("null");
    assertThat(Run.of("--help").out())
        .containsPattern("\n  batch +\\S")
        .containsPattern("\n  devices +\\S");
  }
}
