package io.github.gradcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Methods, targets, layers and further files, with the model and an image that ship. */
class ExplanationOptionsTest {

  private static final String PHOTO = "data/mountain-lake-sherburne.jpg";

  @TempDir Path folder;

  private Run explain(String... args) {
    List<String> all = new ArrayList<>(List.of("explain", PHOTO, "--output", folder.toString()));
    all.addAll(List.of(args));
    return Run.of(all.toArray(String[]::new));
  }

  private List<JsonNode> records() throws IOException {
    List<JsonNode> records = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("explanations.jsonl"))) {
      records.add(new ObjectMapper().readTree(line));
    }
    return records;
  }

  @Test
  void severalMethodsMakeARecordEachAndASheetForEachClass() throws Exception {
    assertThat(explain("--method", "gradcam,Grad-CAM++,EigenCAM", "--class", "top:2").code())
        .isZero();
    assertThat(records())
        .extracting(r -> r.at("/target/label").asText() + " " + r.get("method").asText())
        .containsExactly(
            "mountain Grad-CAM",
            "mountain Grad-CAM++",
            "mountain EigenCAM",
            "glacier Grad-CAM",
            "glacier Grad-CAM++",
            "glacier EigenCAM");
    for (JsonNode record : records()) {
      assertThat(folder.resolve(record.get("overlay").asText())).isNotEmptyFile();
      assertThat(folder.resolve(record.at("/files/sheet").asText())).isNotEmptyFile();
    }
    assertThat(folder.resolve("mountain-lake-sherburne-glacier-gradcamplusplus.npy")).exists();
  }

  @Test
  void stagesMakeAMapEachAndAFusedOne() throws Exception {
    assertThat(explain("--layer", "stages", "--method", "layercam", "--fuse", "layercam").code())
        .isZero();
    assertThat(records())
        .extracting(r -> r.get("layer").asText())
        .containsExactly("re_lu", "re_lu_4", "re_lu_8", "re_lu_12", "fused");
  }

  @Test
  void layersAreNamedByGlob() throws Exception {
    assertThat(explain("--layer", "re_lu_1?", "--fuse", "none").code()).isZero();
    assertThat(records())
        .extracting(r -> r.get("layer").asText())
        .containsExactly("re_lu_10", "re_lu_11", "re_lu_12");
  }

  @Test
  void everyFurtherFileIsWrittenAndNamed() throws Exception {
    assertThat(explain("--save", "all", "--counterfactual", "--class", "mountain").code()).isZero();
    JsonNode files = records().get(0).get("files");
    for (String kind : List.of("raw", "against", "mask", "contours")) {
      assertThat(folder.resolve(files.get(kind).asText())).as(kind).isNotEmptyFile();
    }
    JsonNode regions = new ObjectMapper().readTree(folder.resolve("regions.json").toFile());
    assertThat(regions.at("/images/0/width").asInt()).isEqualTo(640);
    assertThat(regions.get("annotations")).isNotEmpty();
    assertThat(regions.at("/annotations/0/category_id").asInt()).isEqualTo(1 + 3);
  }

  @Test
  void versusIsRecorded() throws Exception {
    assertThat(explain("--class", "glacier", "--versus", "mountain").code()).isZero();
    assertThat(records().get(0).at("/versus/label").asText()).isEqualTo("mountain");
  }

  @Test
  void classWeighedAgainstItselfIsBlankAndSaysSo() throws Exception {
    assertThat(explain("--class", "glacier", "--versus", "glacier").code()).isZero();
    assertThat(records().get(0).get("diagnosis").asText()).startsWith("same-class: ");
  }

  @Test
  void integratedGradientsTellTheirCompletenessGap() throws Exception {
    assertThat(explain("--method", "integratedgradients", "--samples", "20").code()).isZero();
    assertThat(records().get(0).get("layer").asText()).isEqualTo("input");
    assertThat(records().get(0).at("/measures/completenessGap").asDouble()).isBetween(0.0, 0.5);
  }

  @Test
  void smoothingGivesOtherMaps() throws Exception {
    assertThat(explain("--method", "hirescam", "--tta", "--eigen-smooth").code()).isZero();
    assertThat(records().get(0).get("diagnosis").asText()).isEqualTo("ok");
  }

  @Test
  void opOffTheWayToTheLogitsIsExplainedAsUnreachable() throws Exception {
    // the gradient that the saved model carries for its own signature leads away from the logits
    Run run = explain("--layer", "gradcam/Mul");
    assertThat(run.code()).as(run.err()).isIn(0, 1);
    if (run.code() == 0) {
      assertThat(records().get(0).get("diagnosis").asText()).startsWith("unreachable: ");
    }
  }

  @Test
  void unknownMethodSuggestsTheNearest() {
    Run run = explain("--method", "gradcm");
    assertThat(run.code()).isNotZero();
    assertThat(run.err()).contains("found 'gradcm'").contains("gradcam");
  }

  @Test
  void severalClassesAfterVersusAreRefused() {
    assertThat(explain("--versus", "top:2").code()).isEqualTo(2);
  }

  @Test
  void unknownKindOfFileListsThoseThereAre() {
    Run run = explain("--save", "boxen");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("raw, mask, contours, boxes or all").contains("boxen");
  }

  @Test
  void thresholdOutOfRangeIsRefused() {
    assertThat(explain("--save", "mask", "--threshold", "1.5").code()).isEqualTo(2);
  }

  @Test
  void methodsListsEachWithASentenceItsCostAndItsPaper() {
    Run run = Run.of("methods");
    assertThat(run.out())
        .contains("gradcamplusplus", "arXiv:1710.11063", "one pass", "scorecam", "rise");
  }

  @Test
  void unknownTargetIsRefusedBeforeAnyWork() {
    Run run = explain("--target", "loss");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("Expected a target of logit or probability, found 'loss'");
  }

  @Test
  void probabilityMayBeExplainedInPlaceOfTheLogit() throws Exception {
    assertThat(explain("--target", "probability").code()).isZero();
    assertThat(records()).hasSize(1);
    assertThat(explain("--help").out()).contains("--target");
  }
}
