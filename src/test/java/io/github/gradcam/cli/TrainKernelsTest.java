package io.github.gradcam.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gradcam.report.ChildJvm;
import io.github.gradcam.train.ColourImages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** In a process of its own, as kernels are settled once in each. */
@EnabledOnOs(
    value = {OS.LINUX, OS.MAC},
    disabledReason = "the environment is set by bash")
class TrainKernelsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private String gradcam(String... arguments) throws Exception {
    String cache = "export GRADCAM_CACHE='%s';".formatted(folder.resolve("cache"));
    Process process = ChildJvm.start(cache, List.of(), Main.class, arguments);
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  /** The report of oneDNN's kernels, which most processors have; the others have one kind alone. */
  private Optional<Path> report() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
      return files.filter(file -> file.toString().endsWith("-onednn.json")).findFirst();
    }
  }

  @Test
  @Timeout(180)
  void kernelsThatATrialFoundWrongAreComparedInAStepOfTheTrainingItselfAndDoNotKeepItFromMaps()
      throws Exception {
    gradcam("devices");
    Optional<Path> report = report();
    assumeTrue(report.isPresent(), "no report of oneDNN's kernels on this processor");
    JsonNode tree = JSON.readTree(report.get().toFile());
    for (JsonNode finding : tree.get("float32")) {
      String kernel = finding.get("kernel").asText();
      if (kernel.equals("CONVOLUTION") && !finding.get("use").asText().equals("ANSWER")) {
        ((ObjectNode) finding).put("error", 0.5);
      }
    }
    JSON.writeValue(report.get().toFile(), tree);
    Path data = ColourImages.write(folder.resolve("data"), 12, 40);
    String[] training = {
      "train",
      "--data",
      data.toString(),
      "--output",
      folder.resolve("run").toString(),
      "--epochs",
      "1",
      "--input-size",
      "64",
      "--batch-size",
      "8",
      "--validation",
      "0.25",
      "--explain-every",
      "1"
    };
    assertThat(gradcam(training))
        .contains("Comparing a step of this training with the kernels of")
        .contains("epoch 1/1")
        .contains("maps of 3 images after epoch 1"); // of the last layer: no convolution follows
  }
}
