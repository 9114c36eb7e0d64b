package io.github.gradcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradcam.explain.export.ModelExport;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.model.kernel.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a copy of the model that ships, as the recommendation is kept in its folder. */
class FaithfulnessCommandTest {

  @TempDir Path folder;
  private Path model;

  @BeforeEach
  void copyModel() throws IOException {
    model = folder.resolve("model");
    Files.createDirectories(model.resolve("assets.extra"));
    for (String file : List.of("saved_model.pb", "assets.extra/model-card.json")) {
      Files.copy(Path.of("saved_model", file), model.resolve(file));
    }
  }

  private Run run(String... more) {
    return runOf("gradcam,saliency", more);
  }

  private Run runOf(String methods, String... more) {
    return runOver("data", methods, more);
  }

  private Run runOver(String data, String methods, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "faithfulness",
                "--model",
                model.toString(),
                "--data",
                data,
                "--method",
                methods,
                "--output",
                out().toString()));
    all.addAll(List.of(more));
    return Run.of(all.toArray(String[]::new));
  }

  private Path out() {
    return folder.resolve("study");
  }

  /** A folder with two copies of some of the photos that ship. */
  private String twice(String names) throws IOException {
    Path images = Files.createDirectories(folder.resolve("images"));
    try (Stream<Path> photos = Files.list(Path.of("data"))) {
      for (Path photo : photos.toList()) {
        String name = photo.getFileName().toString();
        if (name.matches("(" + names + ")\\.jpg")) {
          Files.copy(photo, images.resolve("a-" + name));
          Files.copy(photo, images.resolve("b-" + name));
        }
      }
    }
    return images.toString();
  }

  @Test
  void studyWritesTableCurvesAndRecommendationAndGoesOnWhereItStopped() throws Exception {
    Run first = run("--sample", "2", "--checks", "0");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out())
        .contains(
            "Grad-CAM", "Saliency", "RandomCAM", "ins-del", "No method is shown to beat RandomCAM");
    assertThat(Files.readAllLines(out().resolve("pictures.jsonl"))).hasSize(2);
    assertThat(Files.readAllLines(out().resolve("faithfulness.csv"))).hasSize(1 + 3);
    for (String plot : List.of("faithfulness", "insertion-blur", "deletion-neutral")) {
      assertThat(out().resolve(plot + ".png")).isNotEmptyFile();
    }
    JsonNode summary = new ObjectMapper().readTree(out().resolve("faithfulness.json").toFile());
    assertThat(summary.get("pictures").asInt()).isEqualTo(2);
    assertThat(summary.get("candidates")).hasSize(3);

    cutLastLine(out().resolve("pictures.jsonl"));
    Run second = run("--sample", "2", "--checks", "0");
    assertThat(second.err()).contains("Going on after the 1 images measured before");
    assertThat(second.out()).isEqualTo(first.out());

    Run more = run("--sample", "3", "--checks", "0");
    assertThat(more.err()).contains("Going on after the 2 images measured before");

    Run other = run("--sample", "2", "--checks", "0", "--seed", "2");
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.err()).contains("Expected the same study").contains("other settings");
    Files.delete(out().resolve("study.txt"));
    Run unmarked = run("--sample", "2", "--checks", "0", "--seed", "2");
    assertThat(unmarked.code()).isEqualTo(1);
    assertThat(unmarked.err()).contains("or delete " + out().resolve("pictures.jsonl"));
    assertThat(Files.readAllLines(out().resolve("pictures.jsonl"))).hasSize(3);
    assertThat(model.resolve("assets.extra/faithfulness.json")).doesNotExist();
  }

  @Test
  void whatWasMeasuredBeforeCountsThoughFewerImagesAreAskedFor() throws Exception {
    assertThat(run("--sample", "3", "--checks", "0").code()).isZero();
    Run fewer = run("--sample", "3", "--checks", "0", "--minutes", "0.001");
    assertThat(fewer.code()).as(fewer.err()).isZero();
    assertThat(fewer.out()).contains("Measured 3 images");
  }

  @Test
  void photosThatTheNetworkIsSureOfAreMeasuredAmongOthers() throws Exception {
    String sure = twice("forest-stream|mountain-aitzgorri|sea-.*(sunset|rocks)");
    Run run = runOver(sure, "gradcam", "--sample", "8", "--checks", "0");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("grid", "share of positive evidence on the photo among four");
    List<String> lines = Files.readAllLines(out().resolve("pictures.jsonl"));
    assertThat(lines).hasSize(8);
    JsonNode summary = new ObjectMapper().readTree(out().resolve("faithfulness.json").toFile());
    for (JsonNode candidate : summary.get("candidates")) {
      JsonNode grid = candidate.get("measures").get("gridPointing");
      assertThat(grid.get("pictures").asInt())
          .isEqualTo((int) lines.stream().filter(line -> line.contains("gridPointing")).count())
          .isGreaterThan(4);
      assertThat(grid.get("mean").asDouble()).isBetween(0.0, 1.0);
    }
  }

  @Test
  void networkIsTaughtToLiveWithHolesByImagesThatAreNotMeasured() throws Exception {
    String images = twice(".*");
    String[] asked = {"--in-domain", "--sample", "2", "--checks", "0"};
    Run run = runOver(images, "gradcam", asked);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("Fine-tuned on 34 images that are not measured");
    assertThat(run.out()).contains("inDom");
    JsonNode summary = new ObjectMapper().readTree(out().resolve("faithfulness.json").toFile());
    for (JsonNode candidate : summary.get("candidates")) {
      JsonNode score = candidate.get("measures").get("inDomainDeletion");
      assertThat(score.get("pictures").asInt()).isEqualTo(2);
      assertThat(score.get("mean").asDouble()).isBetween(-1.0, 1.0);
    }
    Run again = runOver(images, "gradcam", asked);
    assertThat(again.err()).contains("Going on after the 2 images measured before");
    assertThat(again.out()).isEqualTo(run.out());
  }

  @Test
  void tooFewImagesToFineTuneOnAreRefused() throws Exception {
    Run run = run("--in-domain", "--sample", "2");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("Expected 20 images or more to fine-tune on, found 2");
  }

  @Test
  void theTimeThatItTakesIsSaidAtTheStartAndALimitIsKept() throws Exception {
    Run run = runOf("gradcam,rise", "--sample", "18", "--minutes", "0.05");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .containsPattern("Measuring \\d+ images?, 1 of them with methods of more than 500 passes")
        .containsPattern("Everything that was asked for would take about \\d+ min; --minutes");
    assertThat(Files.readAllLines(out().resolve("pictures.jsonl"))).hasSizeBetween(1, 17);
    JsonNode summary = new ObjectMapper().readTree(out().resolve("faithfulness.json").toFile());
    assertThat(summary.get("candidates")).hasSize(3);

    Run negative = run("--minutes", "-1");
    assertThat(negative.code()).isEqualTo(2);
    assertThat(negative.err()).contains("Expected --minutes of 0 or more, found -1");
  }

  /** A study of the model's own digest, such as one over many images leaves. */
  private void keepRecommendation(String digest) throws IOException {
    String json =
        """
        {"model": "m", "pictures": 200, "seed": 1, "candidates": [],
         "settings": {"digest": "%s", "norm": "PAPER", "samples": 5},
         "recommendation": {"method": "LayerCAM", "layer": "re_lu_8", "beatsRandom": true,
           "margin": {"mean": 0.3, "low": 0.2, "high": 0.4, "pictures": 200}, "chance": 0,
           "equallyGood": [], "text": "Believe LayerCAM at re_lu_8."}}
        """
            .formatted(digest);
    Files.writeString(model.resolve("assets.extra/faithfulness.json"), json);
  }

  private Run best() {
    return Run.of(
        "explain",
        "data/sea-sunset.jpg",
        "--model",
        model.toString(),
        "--method",
        "best",
        "--output",
        folder.resolve("best").toString());
  }

  @Test
  void bestIsTheMethodAndTheLayerThatWereRecommended() throws Exception {
    byte[] sha =
        MessageDigest.getInstance("SHA-256")
            .digest(Files.readAllBytes(model.resolve("saved_model.pb")));
    keepRecommendation(HexFormat.of().formatHex(sha));
    assertThat(best().err()).contains("Believe LayerCAM at re_lu_8.");
    String line = Files.readAllLines(folder.resolve("best/explanations.jsonl")).get(0);
    JsonNode explanation = new ObjectMapper().readTree(line);
    assertThat(explanation.get("method").asText()).isEqualTo("LayerCAM");
    assertThat(explanation.get("layer").asText()).isEqualTo("re_lu_8");
  }

  @Test
  void layersWithFewCellsAreWarnedOfAlsoWhereTheyAreRecommended() throws Exception {
    List<String> labels = List.of("forest", "sea");
    ModelCard card =
        new ModelCard(
            "gradcam test",
            "scenes",
            labels,
            32,
            1,
            "RGB 0..255",
            1,
            labels,
            Map.of(),
            Map.of(),
            null);
    try (Classifier small = Classifier.untrained(card, Precision.FLOAT32, 1)) {
      ModelExport.write(small, card, model);
    }
    byte[] sha =
        MessageDigest.getInstance("SHA-256")
            .digest(Files.readAllBytes(model.resolve("saved_model.pb")));
    keepRecommendation(HexFormat.of().formatHex(sha));
    Path recommendation = model.resolve("assets.extra/faithfulness.json");
    String deep = Files.readString(recommendation).replace("re_lu_8", "re_lu_12");
    Files.writeString(recommendation, deep);
    String warning =
        "Maps of re_lu_12 have only 2 x 2 cells, which hardly tell places apart; a finer one: --layer";
    assertThat(best().err()).contains(warning);
    Run named =
        Run.of(
            "explain",
            "data/sea-sunset.jpg",
            "--model",
            model.toString(),
            "--layer",
            "re_lu_12",
            "--output",
            folder.resolve("named").toString());
    assertThat(named.err()).contains(warning);
  }

  @Test
  void recommendationForOtherWeightsIsRefused() throws Exception {
    keepRecommendation("0123");
    assertThat(best().code()).isEqualTo(1);
    assertThat(best().err()).contains("found one for other weights");
  }

  @Test
  void bestWithoutAStudySaysWhatToRun() {
    Run best =
        Run.of("explain", "data/sea-sunset.jpg", "--model", model.toString(), "--method", "best");
    assertThat(best.code()).isEqualTo(1);
    assertThat(best.err()).contains("found nothing").contains("run gradcam faithfulness first");
  }

  @Test
  void folderWithoutImagesSaysSo() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Run run = Run.of("faithfulness", "--model", model.toString(), "--data", empty.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("Expected one folder a class").contains("found 0 folders");
  }

  @Test
  void missingEvidenceSaysSo() {
    Run run = run("--evidence", folder.resolve("masks").toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("Expected a folder of masks").contains("found nothing");
  }

  @Test
  void costlyMethodsAreMeasuredOnTheFirstImagesAlone() throws Exception {
    Run run =
        Run.of(
            "faithfulness",
            "--model",
            model.toString(),
            "--data",
            "data",
            "--method",
            "gradcam,rise",
            "--samples",
            "501",
            "--sample",
            "2",
            "--checks",
            "0",
            "--costly",
            "1",
            "--output",
            out().toString());
    assertThat(run.code()).as(run.err()).isZero();
    List<String> lines = Files.readAllLines(out().resolve("pictures.jsonl"));
    assertThat(lines.get(0)).contains("\"RISE\"");
    assertThat(lines.get(1)).contains("\"Grad-CAM\"").doesNotContain("\"RISE\"");
    List<String> table = Files.readAllLines(out().resolve("faithfulness.csv"));
    assertThat(table).anyMatch(line -> line.startsWith("RISE,input,1,"));
    assertThat(table).anyMatch(line -> line.startsWith("Grad-CAM,re_lu_12,2,"));
  }

  @Test
  void fewerCostlyImagesThanCheckedOnesAreRefused() {
    assertThat(run("--checks", "5", "--costly", "4").code()).isEqualTo(2);
  }

  @Test
  void emptySampleIsRefused() {
    assertThat(run("--sample", "0").code()).isEqualTo(2);
  }

  private static void cutLastLine(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, lines.size() - 1));
  }
}
