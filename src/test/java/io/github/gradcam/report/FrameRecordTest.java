package io.github.gradcam.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameRecordTest {

  private static final ClassProbability SEA = new ClassProbability(4, "sea", 0.75f);

  @TempDir Path folder;

  @Test
  void frameIsOneLine() throws IOException {
    Path file = folder.resolve("out.jsonl");
    ClassProbability predicted = new ClassProbability(1, "forest", 0.5f);
    FrameRecord record =
        new FrameRecord(7, 0.28, SEA, List.of(predicted), 0.125, "ok", true, false);
    try (JsonLines lines = JsonLines.append(file)) {
      lines.write(record);
    }
    assertThat(file)
        .hasContent(
            """
            {"frame":7,"time":0.28,"target":{"index":4,"label":"sea","probability":0.75},\
            "predictions":[{"index":1,"label":"forest","probability":0.5}],\
            "energy":0.125,"diagnosis":"ok","explained":true,"cut":false}
            """);
    assertThat(JsonLines.read(file, FrameRecord.class)).containsExactly(record);
  }

  @Test
  void energyThatIsNoNumberIsLeftOut() throws IOException {
    Path file = folder.resolve("out.jsonl");
    try (JsonLines lines = JsonLines.append(file)) {
      lines.write(new FrameRecord(0, 0, SEA, List.of(), Double.NaN, "dead", true, true));
    }
    assertThat(file).content().doesNotContain("energy").contains("\"cut\":true");
  }
}
