package io.github.gradcam.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script in a distribution of empty jars, with a Java that prints its arguments. */
class LauncherTest {

  private static final String SCRIPT = "gradcam";

  @TempDir private Path home;
  private final Map<String, String> variables = new HashMap<>();

  @BeforeEach
  void unpack() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a POSIX shell");
    program(home.resolve("bin").resolve(SCRIPT), Files.readString(Path.of(SCRIPT)));
    program(home.resolve("jdk/bin/java"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    Files.writeString(home.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
    program(
        home.resolve("tools/uname"), "#!/bin/sh\n[ \"$1\" = -m ] && echo x86_64 || echo Linux\n");
    library("gradcam.jar");
  }

  private static void program(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private void library(String name) throws IOException {
    Files.createDirectories(home.resolve("lib"));
    Files.createFile(home.resolve("lib").resolve(name));
  }

  private record Answer(int code, List<String> lines) {}

  private Answer run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/gradcam").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
    builder.environment().merge("PATH", home.resolve("tools") + ":", (old, first) -> first + old);
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    builder.environment().putAll(variables);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), output.lines().toList());
  }

  private static List<String> afterMain(Answer answer) {
    int main = answer.lines().indexOf(Main.class.getName());
    assertThat(main).as(answer.toString()).isPositive();
    return answer.lines().subList(main + 1, answer.lines().size());
  }

  @Test
  void argumentsArriveAsTheyAre() throws Exception {
    assertThat(afterMain(run("layers", "two words", "", "*")))
        .containsExactly("layers", "two words", "", "*");
  }

  /** A Maven that has one file and half of the next, and ends when it is let. */
  @Test
  void firstBuildSaysWhatIsFetchedAndHowFarItIs() throws Exception {
    Path tree = home.resolve("tree");
    Path seen = tree.resolve("seen");
    program(tree.resolve(SCRIPT), Files.readString(Path.of(SCRIPT)));
    program(home.resolve("jdk/bin/javac"), "#!/bin/sh\n");
    Files.createDirectories(tree.resolve("src/main"));
    Files.createDirectories(tree.resolve("target/lib"));
    Files.createFile(tree.resolve("pom.xml"));
    program(
        tree.resolve("mvnw"),
        """
        #!/bin/sh
        printf 'Downloading from central: https://a/b/one.jar\\n'
        printf 'Progress (1): 7.4 MB\\r              \\r'
        printf 'Downloaded from central: https://a/b/one.jar (7.4 MB at 2 MB/s)\\n'
        printf 'Downloading from central: https://a/b/two.jar\\nProgress (1): 3/27 MB\\rProg'
        until [ -e seen ]; do sleep 1; done
        printf '\\rProgress (1): 27 MB\\r         \\r'
        printf 'Downloaded from central: https://a/b/two.jar (27 MB at 2 MB/s)\\n'
        : >target/lib/gradcam.jar
        """);
    ProcessBuilder builder =
        new ProcessBuilder(tree.resolve(SCRIPT).toString(), "layers").redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
    Process process = builder.start();
    try (var lines = process.inputReader()) {
      assertThat(lines.readLine()).startsWith("gradcam: building, once; ").contains("350 MB");
      assertThat(lines.readLine()).isEqualTo("gradcam: 7 MB fetched, now 3/27 MB of two.jar");
      Files.createFile(seen);
      assertThat(lines.readLine()).isEqualTo("gradcam: built, 34 MB fetched");
      assertThat(lines.lines()).contains(Main.class.getName(), "layers");
    } finally {
      Files.write(seen, new byte[0]);
    }
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void gpuIsTakenOutWhereverItStands() throws Exception {
    library("tensorflow-core-native-1.1.0-linux-x86_64-gpu.jar");
    assertThat(afterMain(run("--gpu", "layers", "a b"))).containsExactly("layers", "a b");
    assertThat(afterMain(run("layers", "--gpu", "-q"))).containsExactly("layers", "-q");
    assertThat(afterMain(run("layers", "-q", "--gpu"))).containsExactly("layers", "-q");
  }

  @Test
  void whatComesAfterTwoDashesStays() throws Exception {
    assertThat(afterMain(run("explain", "--", "--gpu"))).containsExactly("explain", "--", "--gpu");
  }

  @Test
  void aDistributionForTheProcessorSaysHowToGetTheOther() throws Exception {
    library("tensorflow-core-native-1.1.0-linux-x86_64.jar");
    Answer answer = run("--gpu", "devices");
    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.lines())
        .containsExactly(
            "gradcam: Expected TensorFlow's GPU build in %s, found its CPU build; make one from the sources with ./mvnw -Pgpu package"
                .formatted(home.toRealPath().resolve("lib")));
  }

  @Test
  void aFewImagesAreExplainedWithLittleCompiling() throws Exception {
    Files.createDirectory(home.resolve("photos"));
    String little = "-XX:TieredStopAtLevel=1";
    assertThat(run("explain", "a.jpg", "b.jpg", "--output", home.toString()).lines())
        .contains(little);
    assertThat(run("explain", home.resolve("photos").toString()).lines()).doesNotContain(little);
    assertThat(run("layers").lines()).doesNotContain(little);
  }

  @ParameterizedTest
  @CsvSource({
    "JAVA_TOOL_OPTIONS, -Xmx64m",
    "JDK_JAVA_OPTIONS, -Xmx64m",
    "JAVA_TOOL_OPTIONS, -XX:MaxRAMPercentage=10"
  })
  void theHeapThatTheUserGaveToJavaIsNotOverridden(String variable, String option)
      throws Exception {
    assertThat(run("batch").lines()).anyMatch(LauncherTest::isHeap);
    variables.put(variable, "-Da=b " + option);
    assertThat(run("batch").lines()).noneMatch(LauncherTest::isHeap).doesNotContain("");
    assertThat(run("train").lines()).noneMatch(LauncherTest::isHeap).doesNotContain("");
  }

  private static boolean isHeap(String argument) {
    return argument.startsWith("-Xmx") || argument.startsWith("-XX:MaxRAM");
  }

  @Test
  void classesAreKeptAfterTheFirstRun() throws Exception {
    Files.createDirectories(home.resolve("saved_model"));
    Files.createDirectories(home.resolve("data"));
    Files.createFile(home.resolve("data/mountain-aitzgorri.jpg"));
    Path lib = home.resolve("lib");
    Files.createDirectory(lib.resolve("starting.killed"));
    Files.setLastModifiedTime(lib.resolve("starting.killed"), FileTime.from(Instant.EPOCH));
    program(
        home.resolve("jdk/bin/java"),
        """
        #!/bin/sh
        for argument in "$@"; do
          case $argument in -XX:ArchiveClassesAtExit=*) echo kept >"${argument#*=}" ;; esac
          printf '%s\\n' "$argument"
        done
        """);
    assertThat(run("explain", "a.jpg").lines())
        .noneMatch(line -> line.contains("ArchiveClassesAtExit"));
    Path archive = awaitArchive(lib);
    assertThat(archive).hasContent("kept");
    assertThat(lib.resolve("starting.killed")).doesNotExist();
    assertThat(run("explain", "a.jpg").lines()).contains("-XX:SharedArchiveFile=" + archive);
  }

  private static Path awaitArchive(Path folder) throws Exception {
    Instant limit = Instant.now().plusSeconds(60);
    while (Instant.now().isBefore(limit)) {
      try (Stream<Path> files = Files.list(folder)) {
        List<Path> names = files.toList();
        Optional<Path> archive =
            names.stream().filter(name -> name.toString().endsWith(".jsa")).findFirst();
        boolean busy = names.stream().anyMatch(name -> name.toString().contains("starting."));
        if (archive.isPresent() && !busy) {
          return archive.get();
        }
      }
      Thread.sleep(50);
    }
    throw new AssertionError("No archive in " + folder);
  }

  @Test
  void otherSystemsAreToldToLeaveItOut() throws Exception {
    program(
        home.resolve("tools/uname"), "#!/bin/sh\n[ \"$1\" = -m ] && echo arm64 || echo Darwin\n");
    assertThat(run("--gpu", "devices").lines())
        .containsExactly(
            "gradcam: Expected Linux on x86-64 for --gpu, found Darwin on arm64; leave --gpu out");
  }
}
