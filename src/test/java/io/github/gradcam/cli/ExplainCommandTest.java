package io.github.gradcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the model and the images that ship. */
class ExplainCommandTest {

  private static final String PHOTO = "data/glacier-icefall.jpg";

  @TempDir Path folder;

  private Run explain(String... args) {
    List<String> all = new ArrayList<>(List.of("explain", "--output", out().toString()));
    all.addAll(List.of(args));
    return Run.of(all.toArray(String[]::new));
  }

  private Path out() {
    return folder.resolve("out");
  }

  private List<JsonNode> records() throws IOException {
    List<JsonNode> records = new ArrayList<>();
    for (String line : Files.readAllLines(out().resolve("explanations.jsonl"))) {
      records.add(new ObjectMapper().readTree(line));
    }
    return records;
  }

  private static void noise(Path file, int width, int height) throws IOException {
    Files.createDirectories(file.getParent());
    byte[] pixels = new byte[width * height * 3];
    new Random(1).nextBytes(pixels);
    ImageFiles.write(new RgbImage(width, height, pixels), file);
  }

  @Test
  void imageBecomesImageMapRecordAndGallery() throws Exception {
    Run run = explain(PHOTO);
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("Explained 1 of 1 images");
    assertThat(run.err()).contains("re_lu_12").contains("which auto picks");
    JsonNode line = records().get(0);
    assertThat(line.get("method").asText()).isEqualTo("Grad-CAM");
    assertThat(line.get("layer").asText()).isEqualTo("re_lu_12");
    assertThat(line.at("/target/label").asText()).isEqualTo("glacier");
    assertThat(line.at("/target/probability").asDouble()).isBetween(0.5, 1.0);
    assertThat(line.get("predictions")).hasSize(5);
    assertThat(line.get("diagnosis").asText()).isEqualTo("ok");
    assertThat(out().resolve(line.get("overlay").asText())).isRegularFile();
    assertThat(out().resolve(line.get("image").asText())).isRegularFile();
    assertThat(out().resolve(line.get("heatmap").asText())).hasSize(128 + 150L * 150 * Float.BYTES);
    assertThat(out().resolve("index.html")).content().contains("glacier-icefall.jpg");
  }

  @Test
  void overlayHasTheImagesOwnSize() throws Exception {
    explain(PHOTO, "--view", "overlay", "--format", "png");
    RgbImage photo = ImageFiles.read(Path.of(PHOTO));
    RgbImage drawn = ImageFiles.read(out().resolve("glacier-icefall.png"));
    assertThat(drawn.width()).isEqualTo(photo.width());
    assertThat(drawn.height()).isEqualTo(photo.height());
  }

  @Test
  void topClassesComeInOrderEachWithItsOwnImage() throws Exception {
    assertThat(explain(PHOTO, "--class", "top:2").code()).isZero();
    List<JsonNode> records = records();
    assertThat(records).hasSize(2);
    assertThat(records.get(0).at("/target/label").asText()).isEqualTo("glacier");
    assertThat(records.get(0).at("/target/probability").asDouble())
        .isGreaterThan(records.get(1).at("/target/probability").asDouble());
    assertThat(out().resolve("glacier-icefall-glacier.jpg")).isRegularFile();
    assertThat(records).extracting(r -> r.get("overlay").asText()).doesNotHaveDuplicates();
  }

  @Test
  void classIsChosenByNameOrIndex() throws Exception {
    explain(PHOTO, "--class", "sea");
    assertThat(records().get(0).at("/target/index").asInt()).isEqualTo(4);
    explain(PHOTO, "--class", "1");
    assertThat(records().get(0).at("/target/label").asText()).isEqualTo("forest");
    explain(PHOTO, "--class", "all");
    assertThat(records()).hasSize(6);
  }

  @Test
  void unknownClassSuggestsTheNearest() {
    Run run = explain(PHOTO, "--class", "glaciers");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("found 'glaciers'").contains("nearest: glacier");
  }

  @Test
  void unknownLayerSuggestsTheNearest() {
    Run run = explain(PHOTO, "--layer", "conv2d_99");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("found 'conv2d_99'").contains("conv2d_9");
  }

  @Test
  void unknownColormapListsThoseThereAre() {
    Run run = explain(PHOTO, "--colormap", "rainbow");
    assertThat(run.code()).isNotZero();
    assertThat(run.err()).contains("viridis").contains("rainbow");
  }

  @Test
  void quietLeavesNotesOut() {
    assertThat(explain(PHOTO, "-q").err()).isEmpty();
  }

  @Test
  void imagesOfOneNameDoNotOverwriteEachOther() throws Exception {
    noise(folder.resolve("in/a.png"), 40, 30);
    noise(folder.resolve("in/a.jpg"), 40, 30);
    noise(folder.resolve("in/sub dir/雪山.png"), 30, 40);
    assertThat(explain(folder.resolve("in").toString()).code()).isZero();
    assertThat(out().resolve("a.jpg")).isRegularFile();
    assertThat(out().resolve("a-2.jpg")).isRegularFile();
    assertThat(out().resolve("sub dir/雪山.jpg")).isRegularFile();
  }

  @Test
  void outputInsideTheInputIsNotExplainedAgain() throws Exception {
    noise(folder.resolve("a.png"), 40, 30);
    assertThat(explain(folder.toString()).out()).contains("Explained 1 of 1");
    assertThat(explain(folder.toString()).out()).contains("Explained 1 of 1");
  }

  @Test
  void folderWithoutImagesSaysSo() throws Exception {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Run run = explain(empty.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("Expected images").contains("found none");
  }

  @Test
  void aRunThatExplainsNothingLeavesTheGalleryOfAnEarlierOne() throws Exception {
    assertThat(explain(PHOTO).code()).isZero();
    byte[] page = Files.readAllBytes(out().resolve("index.html"));
    byte[] lines = Files.readAllBytes(out().resolve("explanations.jsonl"));
    Run run = explain(folder.resolve("nofolder").toString(), "--save", "boxes");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("Explained none of 1 image; no gallery was written");
    assertThat(out().resolve("index.html")).hasBinaryContent(page);
    assertThat(out().resolve("explanations.jsonl")).hasBinaryContent(lines);
    assertThat(out().resolve("regions.json")).doesNotExist();
  }

  @Test
  void aRunThatExplainsNothingMakesNoFolder() {
    assertThat(explain(folder.resolve("nofolder").toString()).code()).isEqualTo(1);
    assertThat(out()).doesNotExist();
  }

  @Test
  void theFolderOfABatchIsRefused() throws Exception {
    Files.createDirectories(out());
    Files.writeString(out().resolve("run.json"), "{}");
    Run run = explain(PHOTO);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("found run.json of gradcam batch or compare in " + out());
    assertThat(out()).isDirectoryNotContaining("glob:**index.html");
  }

  @Test
  void aContrastHasItsOwnFileNames() throws Exception {
    explain(PHOTO, "--class", "glacier");
    explain(PHOTO, "--class", "glacier", "--versus", "sea");
    assertThat(out().resolve("glacier-icefall-glacier.jpg")).isRegularFile();
    assertThat(out().resolve("glacier-icefall-glacier-over-sea.jpg")).isRegularFile();
    explain(PHOTO, "--versus", "sea");
    assertThat(out().resolve("glacier-icefall-over-sea.npy")).isRegularFile();
  }

  @Test
  void whatTheModelSaysItselfCannotBeSaidAgain() throws Exception {
    Path labels = Files.writeString(folder.resolve("labels.txt"), "a\nb\nc\nd\ne\nf\n");
    Run run = explain(PHOTO, "--labels", labels.toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("Expected no --labels with a model that gradcam wrote");
    assertThat(Path.of("saved_model.gradcam.json")).doesNotExist();
    assertThat(explain(PHOTO, "--preprocess", "unit").err()).contains("Expected no --preprocess");
  }

  @Test
  void namesOfFilesCannotSteerTheTerminal() throws Exception {
    Path in = Files.createDirectories(folder.resolve("in"));
    Files.writeString(in.resolve("\u001b[2J\u001b]0;mine\u0007\u202egpj.jpg"), "no image");
    Run run = explain(in.toString());
    assertThat(run.err())
        .contains("\\x1b[2J\\x1b]0;mine\\x07\\u202egpj.jpg")
        .doesNotContain("\u001b", "\u0007", "\u202e");
  }

  @Test
  void badFilesAreRecordedAndTheOthersExplained() throws Exception {
    Path in = Files.createDirectories(folder.resolve("in"));
    byte[] good = Files.readAllBytes(Path.of(PHOTO));
    Files.write(in.resolve("1 good.jpg"), good);
    Files.write(in.resolve("2 truncated.jpg"), java.util.Arrays.copyOf(good, good.length / 2));
    Files.write(in.resolve("3 empty.jpg"), new byte[0]);
    Files.writeString(in.resolve("4 text.jpg"), "no image");
    Files.write(in.resolve("5 冰川.jpg"), good);
    Run run = explain(in.toString(), in.resolve("6 missing.jpg").toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("Explained 2 of 6 images");
    List<JsonNode> records = records();
    assertThat(records).hasSize(6);
    assertThat(records)
        .extracting(r -> r.has("error"))
        .containsExactly(false, true, true, true, false, true);
    assertThat(records.get(1).get("error").asText()).contains("truncated");
    assertThat(records.get(3).get("error").asText()).contains("no image");
    assertThat(run.err().lines().filter(line -> line.startsWith("Failed:"))).hasSize(4);
  }

  @Test
  void selectionOfAReportIsTakenBackWithItsLabels() throws Exception {
    Path beside = folder.resolve("b.jpg");
    Files.copy(Path.of(PHOTO), beside);
    Path list =
        Files.writeString(
            folder.resolve("selection.csv"),
            "path,label,answer,probability,suggested,suggested_probability\n%s,sea,glacier,0.9,glacier,0.9\n./b.jpg,,glacier,0.9,sea,0.1\ngone.jpg,,glacier,0.9,sea,0.1\n"
                .formatted(Path.of(PHOTO).toAbsolutePath()));
    Run run = explain(list.toString());
    assertThat(run.code()).as(run.err()).isEqualTo(1);
    assertThat(run.out()).contains("Explained 2 of 3 images, 1 failed");
    List<JsonNode> records = records();
    assertThat(records.get(0).get("label").asText()).isEqualTo("sea");
    assertThat(records.get(1).has("label")).isFalse();
    assertThat(records.get(1).get("image").asText()).endsWith("b.jpg");
    assertThat(records.get(2).get("error").asText()).isNotEmpty();
    assertThat(out().resolve("glacier-icefall.jpg")).isRegularFile();
  }

  @Test
  void listWithoutPathsIsAnErrorThatNamesItsColumns() throws Exception {
    Path list = Files.writeString(folder.resolve("a.csv"), "image,label\n1.jpg,sea\n");
    Run run = explain(list.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("Expected a column \"path\"").contains("image, label");
  }
}
