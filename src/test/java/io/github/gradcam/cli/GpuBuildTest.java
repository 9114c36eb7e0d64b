package io.github.gradcam.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TensorFlow's GPU build in a process of its own that sees no card. */
@Timeout(300)
class GpuBuildTest {

  private static final String CPU = "linux-x86_64.jar";
  private static final String GPU = "linux-x86_64-gpu.jar";

  @TempDir private Path folder;

  private record Answer(int code, String text) {}

  /** The class path of the tests with the GPU build in place of the CPU build. */
  private static String classPath() {
    List<String> entries =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(
                entry -> entry.contains("tensorflow-core-native") ? entry.replace(CPU, GPU) : entry)
            .toList();
    List<String> builds = entries.stream().filter(entry -> entry.endsWith(GPU)).toList();
    assumeTrue(
        builds.size() == 1 && Files.isRegularFile(Path.of(builds.get(0))),
        "needs TensorFlow's GPU build in the local Maven repository, as `./mvnw -Pgpu"
            + " package` leaves it there");
    return entries.stream().collect(Collectors.joining(File.pathSeparator));
  }

  private static Answer run(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(System.getProperty("java.home") + "/bin/java", "-Xmx1g", "-cp", classPath()));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CUDA_VISIBLE_DEVICES", "-1");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), output);
  }

  private Answer explain(String device) throws Exception {
    return run(
        "explain",
        "data/mountain-aitzgorri.jpg",
        "--device",
        device,
        "--output",
        folder.resolve("out").toString());
  }

  @Test
  void itLoadsAndListsTheProcessorAndTheReason() throws Exception {
    Answer answer = run("devices");
    assertThat(answer.code()).as(answer.text()).isZero();
    assertThat(answer.text())
        .containsPattern("(?m)^cpu ")
        .doesNotContain("gpu:0")
        .contains("no GPU: Expected ")
        .doesNotContain("found its CPU build");
  }

  @Test
  void autoFallsBackToTheProcessorAndSaysSo() throws Exception {
    Answer answer = explain("auto");
    assertThat(answer.code()).as(answer.text()).isZero();
    assertThat(answer.text())
        .contains("The CPU does the work. Expected ")
        .contains("Explained 1 of 1 images");
  }

  @Test
  void askedForAGpuItFailsWithTheReason() throws Exception {
    Answer answer = explain("gpu");
    assertThat(answer.code()).as(answer.text()).isEqualTo(1);
    assertThat(answer.text()).containsPattern("(?m)^gradcam: Expected .*, found .*; ");
    assertThat(folder.resolve("out/explanations.jsonl")).doesNotExist();
  }
}
