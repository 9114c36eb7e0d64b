package io.github.gradcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.model.foreign.onnx.OnnxFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

  @Test
  void helpListsTheCommands() {
    Run run = Run.of("--help");
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("explain", "train", "evaluate", "layers", "summary", "bench");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "explain",
        "batch",
        "report",
        "video",
        "webcam",
        "serve",
        "train",
        "evaluate",
        "compare",
        "layers",
        "summary",
        "bench"
      })
  void everyCommandHasHelpOfItsOwn(String command) {
    Run run = Run.of(command, "--help");
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("Usage: gradcam " + command).contains("--verbose");
    assertThat(run.out().lines().skip(1).findFirst().orElseThrow()).matches("[A-Z].* .*");
    assertThat(run.out()).doesNotContain("(default: false)", "(default: [])");
    assertThat(run.out()).doesNotContainPattern("\\(default: [^)]*\\)\\s+\\(default:");
    assertThat(run.out()).doesNotContainPattern("--input-size[^-]*\\(default:\\s+0\\)");
  }

  @Test
  void noCommandShowsTheHelpAndIsWrongUsage() {
    Run run = Run.of();
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).contains("Usage: gradcam");
  }

  @Test
  void versionIsAResult() {
    assertThat(Run.of("--version").out()).startsWith("gradcam ");
  }

  @Test
  void unknownCommandSuggestsTheNearest() {
    Run run = Run.of("explan");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("found 'explan'").contains("did you mean explain?");
  }

  @Test
  void unknownOptionIsWrongUsage() {
    Run run = Run.of("layers", "--modle", "x");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--modle").contains("gradcam layers --help");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "explain",
        "batch",
        "video",
        "webcam",
        "serve",
        "train",
        "evaluate",
        "faithfulness"
      })
  void aMistypedOptionIsNoInputAndTheNearestIsNamed(String command) {
    for (String[] line :
        new String[][] {
          {command, "--modle", "x", "data"}, {command, "-q", "--modle=x"}, {command, "--modle"}
        }) {
      Run run = Run.of(line);
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err())
          .contains("Expected an option of `gradcam " + command + "`, found '--modle")
          .contains("did you mean --model?");
    }
  }

  @Test
  void anOptionThatACommandHasNotIsSaidSo() {
    Run run = Run.of("summary", "--model", "x");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("Expected an option of `gradcam summary`, found '--model'")
        .doesNotContain("arg class");
  }

  @Test
  void aWordThatACommandHasNoPlaceForIsSaidSo() {
    assertThat(Run.of("summary", "resnet18").err())
        .contains("Expected only options after `gradcam summary`, found 'resnet18'");
  }

  @Test
  void anUnknownOptionBeforeTheCommandIsNamed() {
    Run run = Run.of("--quite", "explain", "data");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("found '--quite'; did you mean --quiet?");
  }

  @Test
  void missingOptionIsNamed() {
    Run run = Run.of("train");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--data");
  }

  @Test
  void missingModelSaysWhatWasLookedFor() {
    Run run = Run.of("layers", "--model", "nowhere");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "gradcam: Expected a model at nowhere, found nothing; check the path");
  }

  @Test
  void stackTraceIsShownOnRequest() {
    assertThat(Run.of("layers", "--model", "nowhere", "--stacktrace").err())
        .contains("at io.github.gradcam");
    assertThat(Run.of("--stacktrace", "layers", "--model", "nowhere").err())
        .contains("at io.github.gradcam");
  }

  @Test
  void summaryCountsTheParametersOfResNet18() {
    Run run =
        Run.of("summary", "--architecture", "resnet18", "--input-size", "224", "--classes", "1000");
    assertThat(run.out()).contains("Trainable params: 11,689,512");
  }

  @Test
  void layersMarksTheOneThatAutoPicks() {
    Run run = Run.of("layers");
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("conv2d_15").containsPattern("re_lu_12 +10 x 10 x 256  <- auto");
  }

  @Test
  void layersTellsTheModulesOfPyTorchThatMeanALayer(@TempDir Path folder) {
    Path file =
        new OnnxFiles(13)
            .input("image", 0, 3, 8, 8)
            .floats("w", new long[] {2, 3, 1, 1}, 1, 0, 0, 0, 0, 1)
            .node("Conv", "/stem/conv/Conv", List.of("image", "w"))
            .node("Relu", "/stem/Relu", List.of("/stem/conv/Conv"))
            .node("Relu", "/stem/Relu_1", List.of("/stem/Relu"))
            .node("GlobalMaxPool", "pool", List.of("/stem/Relu_1"))
            .node("Flatten", "scores", List.of("pool"))
            .output("scores", 0, 2)
            .write(folder.resolve("net.onnx"));
    Run run = Run.of("layers", "--model", file.toString(), "--preprocess", "unit");
    assertThat(run.code()).isZero();
    assertThat(run.out().lines())
        .contains(
            "layer            height x width x channels  module in PyTorch",
            "/stem/conv/Conv  8 x 8 x 2                  stem.conv",
            "/stem/Relu       8 x 8 x 2",
            "/stem/Relu_1     8 x 8 x 2                  stem  <- auto");
  }

  @Test
  void unknownArchitectureListsThoseThereAre() {
    Run run = Run.of("summary", "--architecture", "resnet");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("scenes", "resnet18", "found 'resnet'");
  }
}
