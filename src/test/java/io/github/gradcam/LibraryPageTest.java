package io.github.gradcam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gradcam.batch.spark.ChildJvm;
import io.github.gradcam.batch.spark.SparkHome;
import io.github.gradcam.image.codec.ImageFiles;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Every program of docs/library.md is compiled and run as it stands there. */
class LibraryPageTest {

  private static final Pattern PROGRAM =
      Pattern.compile("<!-- (runs: (\\w+)|jshell) -->\n```java\n(.*?)```", Pattern.DOTALL);

  private static final String SEA = "data/sea-cliffs.jpg";

  @TempDir static Path folder;
  private static final Map<String, String> PROGRAMS = new LinkedHashMap<>();

  @BeforeAll
  static void compile() throws IOException {
    Matcher found = PROGRAM.matcher(Files.readString(Path.of("docs/library.md")));
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-parameters", "-d"));
    arguments.add(Files.createDirectory(folder.resolve("classes")).toString());
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
    while (found.find()) {
      String name = found.group(2) == null ? "jshell" : found.group(2);
      PROGRAMS.put(name, found.group(3));
      if (found.group(2) != null) {
        Path source = Files.writeString(folder.resolve(name + ".java"), found.group(3));
        arguments.add(source.toString());
      }
    }
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, errors, errors, arguments.toArray(String[]::new));
    assertThat(code).as(errors.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(PROGRAMS.keySet())
        .containsExactly("First", "Asked", "Many", "ExplainController", "SparkLabels", "jshell");
  }

  private static Class<?> type(String name) throws Exception {
    URL classes = folder.resolve("classes").toUri().toURL();
    ClassLoader loader =
        new URLClassLoader(new URL[] {classes}, LibraryPageTest.class.getClassLoader());
    return loader.loadClass(name);
  }

  private static List<String> printed(String name, String... arguments) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      type(name).getMethod("main", String[].class).invoke(null, (Object) arguments);
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void theFirstProgramPrintsTheAnswerAndWritesAnOverlay() throws Exception {
    Path png = folder.resolve("overlay.png");
    assertThat(printed("First", "saved_model", SEA, png.toString()))
        .singleElement()
        .asString()
        .matches("sea 0\\.\\d+ ok");
    assertThat(ImageFiles.read(png).width()).isEqualTo(ImageFiles.read(Path.of(SEA)).width());
  }

  @Test
  void whatIsAskedIsAnswered() throws Exception {
    assertThat(printed("Asked", "saved_model", SEA))
        .hasSizeGreaterThan(8)
        .first()
        .asString()
        .matches("Grad-CAM at \\S+ for sea");
  }

  @Test
  void everyFileOfAFolderHasItsLine() throws Exception {
    assertThat(printed("Many", "saved_model", "data"))
        .hasSizeGreaterThan(10)
        .contains("sea-cliffs.jpg sea")
        .allMatch(line -> line.contains(".jpg "));
  }

  @Test
  void theEndpointAnswersWithAnOverlayAndRefusesWhatIsNoImage() throws Exception {
    try (AutoCloseable controller =
        (AutoCloseable) type("ExplainController").getConstructor().newInstance()) {
      WebTestClient client =
          WebTestClient.bindToController(controller)
              .httpMessageCodecs(codecs -> codecs.defaultCodecs().maxInMemorySize(16 << 20))
              .configureClient()
              .responseTimeout(Duration.ofMinutes(2))
              .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(16 << 20))
              .build();
      byte[] png =
          client
              .post()
              .uri("/explain")
              .bodyValue(Files.readAllBytes(Path.of(SEA)))
              .exchange()
              .expectStatus()
              .isOk()
              .expectBody()
              .returnResult()
              .getResponseBody();
      assertThat(ImageFiles.decode(png, "answer").width())
          .isEqualTo(ImageFiles.read(Path.of(SEA)).width());
      String refusal =
          client
              .post()
              .uri("/explain")
              .bodyValue("no image".getBytes(StandardCharsets.UTF_8))
              .exchange()
              .expectStatus()
              .isBadRequest()
              .returnResult(String.class)
              .getResponseBody()
              .blockFirst();
      assertThat(refusal).contains("expected a JPEG");
    }
  }

  @Test
  void theUdfLabelsImagesInSpark() throws Exception {
    assumeTrue(SparkHome.isPossible(), "Spark is not on the class path: profile cluster is off");
    Path spark = Files.createDirectory(folder.resolve("spark-labels"));
    SparkHome home = SparkHome.make(spark.resolve("spark"));
    String classPath =
        String.join(
            File.pathSeparator,
            home.classPath(),
            SparkHome.ourJar(spark.resolve("gradcam.jar")).toString(),
            SparkHome.ourJars().replace(",", File.pathSeparator),
            folder.resolve("classes").toString());
    String photos = Path.of("data").toAbsolutePath() + "/sea*.jpg";
    try (ChildJvm jvm =
        ChildJvm.start(
            spark.resolve("log"), "1g", home.folder(), classPath, "SparkLabels", List.of(photos))) {
      assertThat(jvm.result(Duration.ofMinutes(3))).containsPattern("(?m)^sea [1-9]");
    } finally {
      home.removeLinks();
    }
  }

  @Test
  void theLinesForJshellGiveAnAnswer() throws Exception {
    Path lines = Files.writeString(folder.resolve("lines.jsh"), PROGRAMS.get("jshell") + "/exit\n");
    Path jshell = Path.of(System.getProperty("java.home"), "bin", "jshell");
    Process process =
        new ProcessBuilder(
                jshell.toString(),
                "--class-path",
                System.getProperty("java.class.path"),
                "-R-Dfile.encoding=UTF-8",
                "--feedback",
                "normal")
            .redirectErrorStream(true)
            .redirectInput(lines.toFile())
            .redirectOutput(folder.resolve("jshell.log").toFile())
            .start();
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(Files.readString(folder.resolve("jshell.log")))
        .containsPattern("e ==> sea \\(0\\.\\d+\\): Grad-CAM at \\S+, ok")
        .contains("==> true")
        .doesNotContain("Exception");
  }
}
