package io.github.gradcam.report.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradcam.image.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTest {

  private static final RgbImage GREY = new RgbImage(2, 2, new byte[12]);

  @TempDir private Path folder;

  @Test
  void reportIsItsPageItsFindingsItsSheetsAndItsSelections() throws IOException {
    SampleReport.write(folder, 60);
    List<String> files = files();
    assertThat(files)
        .contains("index.html", "findings.json", "selections/errors.csv")
        .anyMatch(name -> name.matches("images/sheet-[0-9a-f]{16}\\.jpg"))
        .noneMatch(name -> name.endsWith(".part"));
    assertThat(Files.readString(folder.resolve("index.html")))
        .contains(files.stream().filter(name -> name.startsWith("images/")).toList());
  }

  @Test
  void unfinishedReportLeavesNothing() throws IOException {
    try (ReportFolder report = ReportFolder.open(folder.resolve("new"))) {
      for (int i = 0; i < 500; i++) {
        report.thumbnail(GREY);
      }
      assertThat(files()).hasSize(1);
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void unfinishedReportLeavesTheEarlierOneAsItWas() throws IOException {
    SampleReport.write(folder, 60);
    List<String> before = files();
    byte[] page = Files.readAllBytes(folder.resolve("index.html"));
    try (ReportFolder report = ReportFolder.open(folder)) {
      for (int i = 0; i < 500; i++) {
        report.thumbnail(GREY);
      }
    }
    assertThat(files()).isEqualTo(before);
    assertThat(folder.resolve("index.html")).hasBinaryContent(page);
  }

  @Test
  void reportTakesThePlaceOfAnEarlierOne() throws IOException {
    SampleReport.write(folder, 60);
    Files.writeString(folder.resolve("selections/mine.csv"), "path\n");
    try (ReportFolder report = ReportFolder.open(folder)) {
      report.write(SmallReport.of(SmallReport.image("/1.jpg", -1, 0)));
    }
    assertThat(files())
        .containsExactlyInAnyOrder("index.html", "findings.json", "selections/mine.csv");
  }

  @Test
  void pageThatCannotBeWrittenIsNamedAndTheSheetsAreGone() throws IOException {
    Files.createDirectories(folder.resolve("index.html/taken"));
    try (ReportFolder report = ReportFolder.open(folder)) {
      report.thumbnail(GREY);
      assertThatThrownBy(() -> report.write(SmallReport.of()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("index.html");
    }
    assertThat(files()).containsExactly("findings.json");
  }

  @Test
  void selectionsHoldWhatBatchReads() throws IOException {
    TestedCause held = SmallReport.cause(TestedCause.Verdict.SHORTCUT);
    TestedCause failed = SmallReport.cause(TestedCause.Verdict.DID_NOT_HOLD);
    DataSetReport report =
        new DataSetReport(
            SmallReport.HEAD,
            List.of(),
            null,
            SmallReport.LABELS,
            List.of(
                SmallReport.image("/a, b.jpg", 0, 1),
                SmallReport.image("-c.jpg", -1, 0),
                SmallReport.image("/d.jpg", 1, 1)),
            List.of(
                SmallReport.group("one", List.of(held), 0, 1),
                SmallReport.group("two", List.of(failed), 2)),
            null,
            List.of(),
            List.of(new SuspectedLabel(0, 1, 0.9, 0.05)),
            List.of(new DuplicateSet(new int[] {1, 2}, false, false)),
            List.of());
    try (ReportFolder out = ReportFolder.open(folder)) {
      out.write(report);
    }
    assertThat(selection("errors"))
        .containsExactly("path,label,answer,probability", "\"/a, b.jpg\",sea,street,0.75");
    assertThat(selection("group-one"))
        .containsExactly(
            "path,label,answer,probability", "\"/a, b.jpg\",sea,street,0.75", "./-c.jpg,,sea,0.75");
    assertThat(selection("suspected-labels"))
        .containsExactly(
            "path,label,answer,probability,suggested,suggested_probability",
            "\"/a, b.jpg\",sea,street,0.75,street,0.9");
    assertThat(selection("near-duplicates"))
        .containsExactly(
            "path,label,answer,probability,set,split",
            "./-c.jpg,,sea,0.75,0,",
            "/d.jpg,street,street,0.75,0,");
    assertThat(folder.resolve("selections/group-two.csv")).doesNotExist();
  }

  @Test
  void findingsHoldAllButTheRowsOfTheImages() throws IOException {
    DataSetReport report = SampleReport.write(folder, 120);
    JsonNode findings = new ObjectMapper().readTree(folder.resolve("findings.json").toFile());
    assertThat(findings.fieldNames())
        .toIterable()
        .containsExactly(
            "format",
            "title",
            "model",
            "method",
            "layer",
            "date",
            "notes",
            "sentences",
            "scores",
            "labels",
            "confusion",
            "groups",
            "suspected_labels",
            "duplicates",
            "concepts");
    ReportGroup group = report.groups().get(0);
    JsonNode told = findings.get("groups").get(0);
    assertThat(told.get("id").asText()).isEqualTo(group.id());
    assertThat(told.get("size").asLong()).isEqualTo(group.size());
    assertThat(told.get("of").get("kind").asText()).isEqualTo("answer");
    assertThat(told.get("of").get("answer").asText()).isEqualTo("buildings");
    assertThat(told.get("nearest").get(0).asText())
        .isEqualTo(report.images().get(group.nearest()[0]).path());
    JsonNode cause = told.get("causes").get(1);
    assertThat(cause.get("verdict").asText()).isEqualTo("not-tried");
    assertThat(cause.has("effect")).isFalse();
    assertThat(cause.has("adjusted_p")).isFalse();
    JsonNode concept = findings.get("concepts").get(0);
    assertThat(concept.get("label").asText()).isEqualTo("glacier");
    assertThat(concept.get("images").asInt()).isEqualTo(48);
    JsonNode part = concept.get("parts").get(0);
    assertThat(part.get("importance").get("value").asDouble()).isEqualTo(6.5);
    assertThat(part.get("answers_lost").get("value").asDouble()).isEqualTo(0.5);
    assertThat(part.get("group").asText()).isEqualTo("glacier-1");
    assertThat(findings.get("duplicates").get(0).get("splits"))
        .extracting(JsonNode::asText)
        .containsExactly("validation", "test");
    assertThat(findings.get("sentences").get(3).get("link").asText())
        .isEqualTo("at=images&right=wrong");
  }

  @Test
  void whatIsNotKnownIsNotInTheFindings() throws IOException {
    try (ReportFolder out = ReportFolder.open(folder)) {
      out.write(SmallReport.of(SmallReport.image("/1.jpg", -1, 0)));
    }
    JsonNode findings = new ObjectMapper().readTree(folder.resolve("findings.json").toFile());
    assertThat(findings.fieldNames()).toIterable().containsExactly("format", "title", "labels");
  }

  private List<String> selection(String name) throws IOException {
    return Files.readAllLines(folder.resolve("selections").resolve(name + ".csv"));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }
}
