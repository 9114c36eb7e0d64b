package io.github.gradcam.batch.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gradcam batch --engine spark} hands the job to a spark-submit, here one that tells. */
class SparkLauncherTest {

  @TempDir Path folder;
  private Path home;

  @BeforeEach
  void layOutAsTheDistribution() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a POSIX shell");
    home = folder.resolve("a home");
    Files.createDirectories(home.resolve("bin"));
    Files.createDirectories(home.resolve("lib"));
    Files.copy(Path.of("gradcam"), home.resolve("bin/gradcam"));
    for (String jar :
        List.of("gradcam", "slf4j-api-2", "hadoop-common-3", "tensorflow-core-1", "jcommander-2")) {
      Files.createFile(home.resolve("lib/" + jar + ".jar"));
    }
    Path submit = folder.resolve("spark/bin/spark-submit");
    Files.createDirectories(submit.getParent());
    Files.writeString(submit, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    assertThat(submit.toFile().setExecutable(true)).isTrue();
  }

  private List<String> launch(boolean installed, String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of("/bin/sh", home + "/bin/gradcam"));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("SPARK_HOME");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    if (installed) {
      builder.environment().put("SPARK_HOME", folder.resolve("spark").toString());
    }
    Process process = builder.start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList();
  }

  @Test
  void sparkGetsTheMasterTheLibrariesThatItLacksAndTheArguments() throws Exception {
    List<String> lines = launch(true, "batch", "two words", "--engine", "spark=spark://host:7077");
    assertThat(lines)
        .containsSubsequence("--master", "spark://host:7077")
        .containsSubsequence("--class", "io.github.gradcam.cli.SparkJob")
        .containsSubsequence(
            "--jars", "%s/lib/jcommander-2.jar,%s/lib/tensorflow-core-1.jar".formatted(home, home))
        .endsWith(
            home + "/lib/gradcam.jar", "batch", "two words", "--engine", "spark=spark://host:7077");
  }

  @Test
  void withoutAMasterItIsThisMachine() throws Exception {
    assertThat(launch(true, "batch", "photos", "--engine", "spark"))
        .containsSubsequence("--master", "local[*]");
  }

  @Test
  void withoutSparkTheMessageSaysWhatToDo() throws Exception {
    assertThat(launch(false, "batch", "photos", "--engine", "spark"))
        .singleElement()
        .asString()
        .contains("Expected Spark 4", "SPARK_HOME", "spark-submit");
  }
}
