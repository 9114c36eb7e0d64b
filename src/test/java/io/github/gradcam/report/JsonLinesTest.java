package io.github.gradcam.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTest {

  @TempDir private Path folder;

  @Test
  void lineHasExactlyTheFieldsThatAreThere() throws IOException {
    Path file = folder.resolve("new/explanations.jsonl");
    ClassProbability sea = new ClassProbability(4, "sea", 0.9f);
    try (JsonLines lines = JsonLines.append(file)) {
      lines.write(
          new ExplanationRecord(
              "雪.jpg",
              640,
              480,
              "gradcam",
              "add_7",
              sea,
              null,
              List.of(sea),
              null,
              "o.png",
              "m.npy",
              null,
              null,
              null,
              null));
    }
    assertThat(file)
        .hasContent(
            """
            {"image":"雪.jpg","width":640,"height":480,"method":"gradcam","layer":"add_7",\
            "target":{"index":4,"label":"sea","probability":0.9},\
            "predictions":[{"index":4,"label":"sea","probability":0.9}],\
            "overlay":"o.png","heatmap":"m.npy"}
            """);
  }

  @Test
  void contrastFilesAndMeasuresAreWrittenWhereThereAreAny() throws IOException {
    Path file = folder.resolve("x.jsonl");
    Map<String, Double> measures = new LinkedHashMap<>();
    measures.put("completenessGap", 0.125);
    measures.put("broken", Double.NaN);
    try (JsonLines lines = JsonLines.append(file)) {
      lines.write(
          new ExplanationRecord(
              "a.jpg",
              null,
              null,
              null,
              null,
              new ClassProbability(4, "sea", 0.5f),
              new ClassProbability(1, "forest", 0.25f),
              null,
              null,
              null,
              null,
              Map.of("mask", "a-mask.png"),
              measures,
              ExplanationRecord.OK,
              null));
    }
    assertThat(file)
        .hasContent(
            """
            {"image":"a.jpg","target":{"index":4,"label":"sea","probability":0.5},\
            "versus":{"index":1,"label":"forest","probability":0.25},\
            "files":{"mask":"a-mask.png"},"measures":{"completenessGap":0.125},"diagnosis":"ok"}
            """);
  }

  @Test
  void failureHasImageAndErrorOnly() throws IOException {
    Path file = folder.resolve("x.jsonl");
    try (JsonLines lines = JsonLines.append(file)) {
      lines.write(ExplanationRecord.failed("a.jpg", "Expected \"JPEG\",\nfound text"));
      // Seen by a reader before the writer is closed.
      assertThat(file)
          .hasContent("{\"image\":\"a.jpg\",\"error\":\"Expected \\\"JPEG\\\",\\nfound text\"}\n");
    }
  }

  @Test
  void linesAreAppendedAndATornOneIsCutOff() throws IOException {
    Path file = folder.resolve("x.jsonl");
    Files.writeString(file, "{\"a\":1}\n{\"b\":" + "9".repeat(20_000));
    try (JsonLines lines = JsonLines.append(file)) {
      lines.write(ExplanationRecord.failed("a", "b"));
    }
    assertThat(Files.readAllLines(file))
        .containsExactly("{\"a\":1}", "{\"image\":\"a\",\"error\":\"b\"}");
  }

  @Test
  void probabilityThatIsNoNumberBecomesNull() throws IOException {
    Path file = folder.resolve("x.jsonl");
    try (JsonLines lines = JsonLines.append(file)) {
      lines.write(new ClassProbability(0, "sea", Float.NaN));
    }
    assertThat(file).hasContent("{\"index\":0,\"label\":\"sea\",\"probability\":null}\n");
  }

  @Test
  void threadsDoNotMixTheirLines() throws IOException {
    Path file = folder.resolve("x.jsonl");
    ExplanationRecord record = ExplanationRecord.failed("a", "b".repeat(500));
    try (JsonLines lines = JsonLines.append(file)) {
      IntStream.range(0, 200)
          .parallel()
          .forEach(
              i -> {
                try {
                  lines.write(record);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
    assertThat(Files.readAllLines(file)).hasSize(200).containsOnly(Files.readAllLines(file).get(0));
  }

  @Test
  void folderInPlaceOfTheFileIsAnError() {
    assertThatThrownBy(() -> JsonLines.append(folder)).isInstanceOf(IOException.class);
  }

  @Test
  void recordsAreReadAsTheyWereWritten() throws IOException {
    Path file = folder.resolve("x.jsonl");
    ClassProbability sea = new ClassProbability(4, "sea", Float.NaN);
    ExplanationRecord record =
        new ExplanationRecord(
            "雪.jpg",
            6,
            4,
            "gradcam",
            "add_7",
            sea,
            null,
            List.of(sea),
            null,
            "o.png",
            "m.npy",
            null,
            Map.of(),
            "dead",
            null);
    ExplanationRecord failed = ExplanationRecord.failed("a\nb.jpg", "no image");
    try (JsonLines lines = JsonLines.append(file)) {
      lines.write(record);
      lines.write(failed);
    }
    Files.writeString(file, "{\"image\":\"to", StandardOpenOption.APPEND);
    assertThat(JsonLines.read(file, ExplanationRecord.class)).containsExactly(record, failed);
  }

  /** The kill came between two of the three bytes of a sign. */
  @Test
  void lineThatWasCutWithinASignIsLeftOut() throws IOException {
    Path file = folder.resolve("x.jsonl");
    ExplanationRecord first = ExplanationRecord.failed("雪.jpg", "no image");
    ExplanationRecord second = ExplanationRecord.failed("b".repeat(70_000), "no image");
    try (JsonLines lines = JsonLines.append(file)) {
      lines.write(first);
      lines.write(second);
    }
    byte[] torn = "{\"image\":\"雪".getBytes(StandardCharsets.UTF_8);
    Files.write(file, Arrays.copyOf(torn, torn.length - 1), StandardOpenOption.APPEND);
    List<ExplanationRecord> read = new ArrayList<>();
    JsonLines.read(file, ExplanationRecord.class, read::add);
    assertThat(read).containsExactly(first, second);
  }

  @Test
  void brokenLineBetweenOthersIsAnErrorThatNamesIt() throws IOException {
    Path file = folder.resolve("x.jsonl");
    Files.writeString(file, "{\"image\":\"a\"}\n{\"image\"\n{\"image\":\"b\"}\n");
    assertThatThrownBy(() -> JsonLines.read(file, ExplanationRecord.class))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 2 of " + file);
  }

  @Test
  void pathsAreRelativeToTheOutputFolder() {
    Path output = folder.resolve("out");
    assertThat(ExplanationRecord.path(output, output.resolve("a").resolve("50% #1.png")))
        .isEqualTo("a/50% #1.png");
    assertThat(ExplanationRecord.path(output, folder.resolve("in").resolve("b.jpg")))
        .isEqualTo("../in/b.jpg");
  }
}
