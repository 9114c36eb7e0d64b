package io.github.gradcam.explain.export.onnx;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.foreign.ModelDescription;
import io.github.gradcam.model.foreign.ModelSource;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.report.dataset.Chromium;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of docs/onnx: a network that explains itself, with nothing but a file server. */
class OnnxPageBrowserTest {

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html",
          "css", "text/css",
          "js", "text/javascript",
          "mjs", "text/javascript",
          "wasm", "application/wasm");

  @TempDir static Path folder;
  private static Chromium chromium;
  private static HttpServer server;
  private static Path site;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    chromium =
        Chromium.start("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream");
    site = Files.createDirectory(folder.resolve("site"));
    try (Stream<Path> files = Files.list(Path.of("docs/onnx"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, site.resolve(file.getFileName()));
      }
    }
    bringRuntime();
    Path plain =
        OnnxExportTest.meanAndDense(OnnxExportTest.begun(17), OnnxExportTest.LAYER, 8)
            .output("scores", 0, OnnxExportTest.CLASSES)
            .write(folder.resolve("plain.onnx"));
    ModelSource source = OnnxExportTest.source(plain);
    try (Classifier classifier = source.load(Execution.of(Precision.FLOAT32)).classifier()) {
      OnnxExport.write(
          OnnxExportTest.network(plain),
          classifier.layer(OnnxExportTest.LAYER),
          plain,
          site.resolve("net.onnx"));
    }
    Files.copy(plain, site.resolve("plain.onnx"));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", OnnxPageBrowserTest::send);
    server.start();
  }

  private static void send(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Path file = site.resolve(path.equals("/") ? "index.html" : path.substring(1));
    boolean there = Files.isRegularFile(file);
    String name = String.valueOf(file.getFileName());
    String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain");
    exchange.getResponseHeaders().set("Content-Type", type);
    byte[] body = there ? Files.readAllBytes(file) : new byte[0];
    exchange.sendResponseHeaders(there ? 200 : 404, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static void bringRuntime() throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder("sh", "get.sh")
              .directory(site.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("npm.log").toFile())
              .start();
    } catch (IOException e) {
      assumeTrue(false, "needs a shell");
      return;
    }
    assumeTrue(process.waitFor() == 0, "needs npm, to bring onnxruntime-web");
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
    if (server != null) {
      server.stop(0);
    }
  }

  private static Chromium.Window open(String search, int width, ColorScheme scheme) {
    Chromium.Window window = chromium.window(width, 800, scheme);
    window
        .page()
        .navigate("http://localhost:%d/%s".formatted(server.getAddress().getPort(), search));
    return window;
  }

  private static Path image() throws IOException {
    byte[] pixels = new byte[OnnxExportTest.SIZE * OnnxExportTest.SIZE * 3];
    new Random(9).nextBytes(pixels);
    return Files.write(
        folder.resolve("image.png"),
        ImageFiles.encode(new RgbImage(OnnxExportTest.SIZE, OnnxExportTest.SIZE, pixels), "png"));
  }

  @Test
  void mapInTheBrowserIsTheMapOfThisProgram() throws IOException {
    RgbImage image;
    try {
      image = ImageFiles.read(image());
    } catch (ImageReadException e) {
      throw new IOException(e);
    }
    float[] ours;
    ModelSource source = OnnxExportTest.source(site.resolve("plain.onnx"));
    try (Classifier classifier = source.load(Execution.of(Precision.FLOAT32)).classifier()) {
      ours =
          OnnxExportTest.ours(
              classifier, classifier.layer(OnnxExportTest.LAYER), image.pixels(), new int[] {-1});
    }
    List<Double> values = new ArrayList<>();
    int places = OnnxExportTest.SIZE * OnnxExportTest.SIZE;
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < places; i++) {
        values.add((image.pixels()[3 * i + c] & 0xff) / 255.0);
      }
    }
    try (Chromium.Window window = open("", 1000, ColorScheme.LIGHT)) {
      List<?> map =
          (List<?>)
              window
                  .page()
                  .evaluate(
                      """
                      async (values) => {
                        const tool = await import('./explain.js');
                        const network = await tool.load('net.onnx');
                        const answer = await tool.explain(network, Float32Array.from(values));
                        return Array.from(answer.map);
                      }""",
                      values);
      assertThat(map).hasSize(ours.length);
      for (int i = 0; i < ours.length; i++) {
        assertThat(((Number) map.get(i)).floatValue()).isCloseTo(ours[i], within(2e-5f));
      }
    }
  }

  @Test
  void anImageIsExplainedAndAskedForAnotherClass() throws IOException {
    Path labels =
        Files.writeString(folder.resolve("labels.txt"), "sand\nsnow\nrock\nwater\nwood\n");
    try (Chromium.Window window = open("?model=net.onnx", 1000, ColorScheme.LIGHT)) {
      Page page = window.page();
      assertThat(page.getByRole(AriaRole.STATUS)).containsText("net.onnx: images of 16 x 16");
      page.getByLabel("Labels").setInputFiles(labels);
      page.getByLabel("Trained on").selectOption("unit");
      page.locator("#image").setInputFiles(image());
      assertThat(page.locator("#status")).containsText("Where the network sees");
      assertThat(page.locator("#probabilities li")).hasCount(5);
      assertThat(page.locator("#probabilities li.shown")).hasCount(1);
      String first = page.locator("#map").getAttribute("aria-label");
      String other = first.contains("rock") ? "wood" : "rock";
      page.getByLabel("Class").selectOption(other);
      assertThat(page.locator("#map")).hasAttribute("aria-label", "Image with the map of " + other);
      assertThat(window.complaints()).isEmpty();
    }
  }

  @Test
  void theAddressNamesNetworkImageAndLabels() throws IOException {
    Path models = Path.of("../shared/models");
    assumeTrue(Files.exists(models.resolve("onnx")), "needs ../shared/models/onnx and photos");
    Path file = models.resolve("onnx/squeezenet1_0.onnx");
    ModelSource source =
        new ModelSource(
            file, new ModelDescription(null, null, null, 0, "bgr:104,117,123", List.of()));
    try (Classifier classifier = source.load(Execution.of(Precision.FLOAT32)).classifier()) {
      OnnxExport.write(
          OnnxExportTest.network(file),
          classifier.layer("/features/features.12/Concat"),
          file,
          site.resolve("squeezenet.onnx"));
    }
    Files.copy(models.resolve("photos/parrot.jpg"), site.resolve("parrot.jpg"));
    List<String> labels = Files.readAllLines(models.resolve("imagenet_labels.txt"));
    Files.write(site.resolve("labels.txt"), labels.subList(1, labels.size()));
    String search =
        "?model=squeezenet.onnx&image=parrot.jpg&labels=labels.txt&preprocess=imagenet-caffe";
    try (Chromium.Window window = open(search, 1000, ColorScheme.LIGHT)) {
      assertThat(window.page().locator("#status")).containsText("macaw");
      assertThat(window.page().locator("#probabilities li").first()).containsText("macaw");
      window
          .page()
          .screenshot(
              new Page.ScreenshotOptions().setPath(Path.of("target/screens/onnx-parrot.png")));
    }
  }

  @Test
  void theShippedModelNeedsNoWords() throws IOException {
    ModelSource source = new ModelSource(Path.of("saved_model"), ModelDescription.NONE);
    try (Classifier classifier = source.load(Execution.of(Precision.FLOAT32)).classifier()) {
      ClassifierOnnx.write(classifier, classifier.layer("auto"), site.resolve("scenes.onnx"));
    }
    Files.copy(Path.of("data/forest-stream.jpg"), site.resolve("stream.jpg"));
    try (Chromium.Window window =
        open("?model=scenes.onnx&image=stream.jpg", 1000, ColorScheme.LIGHT)) {
      Page page = window.page();
      assertThat(page.locator("#status")).containsText("Where the network sees forest");
      assertThat(page.getByLabel("Trained on")).hasValue("none");
      assertThat(page.locator("#probabilities li").first()).containsText("forest");
      assertThat(window.complaints()).isEmpty();
      page.screenshot(
          new Page.ScreenshotOptions().setPath(Path.of("target/screens/onnx-scenes.png")));
    }
  }

  @Test
  void meanAndDeviationOfTheFileAreThePixels() throws IOException {
    ModelProto.Builder net =
        ModelProto.parseFrom(Files.readAllBytes(site.resolve("net.onnx"))).toBuilder();
    net.addMetadataPropsBuilder().setKey("mean").setValue("[0.5, 0.25, 0]");
    net.addMetadataPropsBuilder().setKey("std").setValue("(0.5, 0.5, 1)");
    Files.write(site.resolve("own.onnx"), net.build().toByteArray());
    try (Chromium.Window window = open("?model=own.onnx", 1000, ColorScheme.LIGHT)) {
      Page page = window.page();
      assertThat(page.getByRole(AriaRole.STATUS)).containsText("own.onnx: images of 16 x 16");
      assertThat(page.getByLabel("Trained on")).hasValue("file");
      List<?> pixels =
          (List<?>)
              page.evaluate(
                  """
                  async () => {
                    const tool = await import('./explain.js');
                    const image = { width: 1, height: 1, data: [255, 255, 255, 255] };
                    return Array.from(tool.prepared(image, tool.PREPROCESSING.file));
                  }""");
      assertThat(pixels)
          .extracting(each -> ((Number) each).doubleValue())
          .containsExactly(1.0, 1.5, 1.0);
    }
  }

  @Test
  void theWebcamIsExplainedUntilItIsStopped() {
    try (Chromium.Window window = open("?model=net.onnx", 1000, ColorScheme.DARK)) {
      Page page = window.page();
      page.locator("#webcam:enabled").click();
      assertThat(page.locator("#status")).containsText("class");
      assertThat(page.locator("#webcam")).hasText("Stop");
      page.locator("#webcam").click();
      assertThat(page.locator("#webcam")).hasText("Webcam");
    }
  }

  @Test
  void aNetworkWithoutAnExplanationIsRefusedWithTheCommandThatAddsIt() {
    try (Chromium.Window window = open("?model=plain.onnx", 1000, ColorScheme.LIGHT)) {
      assertThat(window.page().locator("#status"))
          .containsText("gradcam import MODEL --format onnx --output explained.onnx");
    }
  }

  @Test
  void aFileThatIsNoImageIsNamed() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "no image");
    try (Chromium.Window window = open("?model=net.onnx", 1000, ColorScheme.LIGHT)) {
      assertThat(window.page().locator("#status")).containsText("net.onnx: images");
      window.page().locator("#image").setInputFiles(text);
      assertThat(window.page().locator("#status"))
          .containsText("Expected an image, found notes.txt");
    }
  }

  @ParameterizedTest
  @CsvSource({"360,LIGHT", "360,DARK", "1280,LIGHT", "1280,DARK"})
  void axeFindsNothingAndNothingReachesBeyondTheEdge(int width, ColorScheme scheme)
      throws IOException {
    try (Chromium.Window window = open("?model=net.onnx", width, scheme)) {
      Page page = window.page();
      page.locator("#image").setInputFiles(image());
      assertThat(page.locator("#result")).isVisible();
      assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
      int wide = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
      assertThat(wide).isLessThanOrEqualTo(width);
      Path shot = Path.of("target/screens/onnx-%d-%s.png".formatted(width, scheme));
      Files.createDirectories(shot.getParent());
      page.screenshot(new Page.ScreenshotOptions().setPath(shot));
    }
  }
}
