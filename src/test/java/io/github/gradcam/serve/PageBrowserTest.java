package io.github.gradcam.serve;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.github.gradcam.Gradcam;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.report.dataset.Chromium;
import io.github.gradcam.serve.http.WebAccess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page as people use it, in a browser. */
class PageBrowserTest {

  private static Chromium chromium;
  private static RunningServer server;
  private static String percent;
  private static String sea;

  @BeforeAll
  static void start() throws IOException {
    chromium =
        Chromium.start("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream");
    percent = RunningServer.percentOfSea();
    sea = "sea, " + percent + " %";
    server = RunningServer.start();
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
      server.close();
    }
  }

  private static Chromium.Window open(String search) {
    return open(search, 1280, ColorScheme.LIGHT);
  }

  private static Chromium.Window open(String search, int width, ColorScheme scheme) {
    return server.open(chromium, "/" + search, width, scheme);
  }

  private static LocatorAssertions.HasTextOptions soon() {
    return new LocatorAssertions.HasTextOptions().setTimeout(60_000);
  }

  private static LocatorAssertions.ContainsTextOptions within60s() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);
  }

  private static void choose(Page page, Path image) {
    page.locator("#files").setInputFiles(image);
  }

  private static Chromium.Window withSea() {
    Chromium.Window window = open("");
    choose(window.page(), RunningServer.SEA);
    assertThat(window.page().locator("#answer")).hasText(sea, soon());
    return window;
  }

  /** How often the network was asked. */
  private static long questions(Chromium.Window window) {
    return window.requests().stream().filter(url -> url.contains("/v1/models/scenes:")).count();
  }

  /** The pixels drawn, as one number. */
  private static Object drawn(Page page) {
    return page.evaluate(
        "() => { const c = document.getElementById('stage'); let sum = 0;"
            + " for (const v of c.getContext('2d').getImageData(0, 0, c.width, c.height).data) sum = (31 * sum + v) % 1000003;"
            + " return sum; }");
  }

  @Test
  void anImageThatIsDroppedIsAnsweredWithItsMap() throws Exception {
    try (Chromium.Window window = open("")) {
      Page page = window.page();
      page.evaluate(
          "b64 => { const bytes = Uint8Array.from(atob(b64), c => c.charCodeAt(0));"
              + " const data = new DataTransfer(); data.items.add(new File([bytes], 'cliffs.jpg', {type: 'image/jpeg'}));"
              + " document.getElementById('drop').dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true})); }",
          RunningServer.b64(RunningServer.bytes(RunningServer.SEA)));
      assertThat(page.locator("#answer")).hasText(sea, soon());
      assertThat(page.locator("#diagnosis")).hasText("The map has bright places.");
      assertThat(page.locator("#classes li")).hasCount(7);
      assertThat(page.locator("#classes li").nth(1)).containsText("sea" + percent);
      assertThat(page.locator("#stage"))
          .hasAttribute(
              "aria-label", Pattern.compile("cliffs.jpg: sea, " + percent + ".* map of sea"));
      assertThat(window.complaints()).isEmpty();
      assertThat(window.requests())
          .allMatch(url -> url.startsWith(server.at("/").toString()) || url.startsWith("blob:"));
    }
  }

  @Test
  void drawingMovesWithoutARequest() {
    try (Chromium.Window window = withSea()) {
      Page page = window.page();
      long before = questions(window);
      Object first = drawn(page);
      for (String id : List.of("opacity", "threshold")) {
        page.locator("#" + id).fill("0.8");
        assertThat(drawn(page)).as(id).isNotEqualTo(first);
        first = drawn(page);
      }
      page.locator("#contours").check();
      assertThat(drawn(page)).isNotEqualTo(first);
      first = drawn(page);
      page.locator("#colours").selectOption("viridis");
      assertThat(drawn(page)).isNotEqualTo(first);
      page.locator("#split").fill("1");
      Object photo = drawn(page);
      page.locator("#colours").selectOption("turbo");
      assertThat(drawn(page)).isEqualTo(photo); // the image alone has no colours of a map
      assertThat(questions(window)).isEqualTo(before).isPositive();
      assertThat(page)
          .hasURL(Pattern.compile(".*opacity=0.8&threshold=0.8&split=1&contours=true$"));
    }
  }

  @Test
  void classMethodLayerAndVersusAreAskedForAndKeptInTheAddress() {
    String address;
    try (Chromium.Window window = withSea()) {
      Page page = window.page();
      page.locator("#find").fill("moun");
      assertThat(page.locator("#classes li")).hasCount(2);
      page.locator("#classes button").nth(1).click();
      assertThat(page.locator("#diagnosis")).containsText("Map of mountain.", within60s());
      page.locator("#method").selectOption("layercam");
      assertThat(page.locator("#about")).not().isEmpty();
      page.locator("#layer").selectOption("re_lu_8");
      page.locator("#versus").selectOption("sea");
      page.locator("#counterfactual").check();
      page.locator("#drop:not(.busy)").waitFor();
      BoundingBox box = page.locator("#stage").boundingBox();
      page.mouse().move(box.x + box.width / 2, box.y + box.height / 2);
      assertThat(page.locator("#place"))
          .hasText(
              Pattern.compile("Column 3\\d\\d, row 1\\d\\d: heat -?\\d.*, value at re_lu_8 .*"),
              soon());
      assertThat(page).hasURL(Pattern.compile(".*counterfactual=true$"));
      address = page.url();
      assertThat(address)
          .contains("class=mountain", "method=layercam", "layer=re_lu_8", "versus=sea");
    }
    try (Chromium.Window window = open(address.substring(address.indexOf('?')))) {
      Page page = window.page();
      assertThat(page.locator("#method")).hasValue("layercam");
      assertThat(page.locator("#layer")).hasValue("re_lu_8");
      assertThat(page.locator("#versus")).hasValue("sea");
      choose(page, RunningServer.SEA);
      assertThat(page.locator("#diagnosis")).containsText("Map of mountain.", within60s());
    }
  }

  @Test
  void aBrushedRegionChangesTheProbabilities() {
    try (Chromium.Window window = withSea()) {
      Page page = window.page();
      page.locator("#brush").click();
      page.locator("#size").fill("0.3");
      BoundingBox box = page.locator("#stage").boundingBox();
      Mouse mouse = page.mouse();
      mouse.move(box.x + 20, box.y + box.height / 4);
      mouse.down();
      mouse.move(
          box.x + box.width - 20, box.y + box.height / 4, new Mouse.MoveOptions().setSteps(12));
      mouse.up();
      assertThat(page.locator("#change"))
          .hasText(
              Pattern.compile("With \\d+\\.\\d % of the image covered: \\w+, \\d+\\.\\d %.*"),
              soon());
      assertThat(page.locator("#classes .number").nth(1))
          .hasText(Pattern.compile(percent + " % → \\d+\\.\\d % \\([+−±]\\d+\\.\\d\\)"));
      page.locator("#fill").selectOption("grey");
      page.locator("#clear").click();
      assertThat(page.locator("#change")).hasText("");
      assertThat(page.locator("#clear")).isDisabled();
      assertThat(window.complaints()).isEmpty();
    }
  }

  @Test
  void allCanBeDoneByKeyboard() {
    try (Chromium.Window window = withSea()) {
      Page page = window.page();
      page.keyboard().press("Tab");
      page.locator("#brush").focus();
      page.keyboard().press("Enter");
      page.locator("#stage").focus();
      page.keyboard().press("ArrowLeft");
      page.keyboard().press("Shift+ArrowUp");
      assertThat(page.locator("#place")).containsText("Column 307, row 128");
      page.keyboard().press(" ");
      assertThat(page.locator("#change")).containsText("of the image covered", within60s());
      page.locator("#classes button").nth(2).focus();
      page.keyboard().press("Enter");
      assertThat(page.locator("#diagnosis")).containsText("Map of mountain.", within60s());
      assertThat(page.locator("#classes button[aria-pressed=true]")).isFocused();
    }
  }

  @Test
  void filesToTakeAwayHoldWhatIsShown() throws Exception {
    try (Chromium.Window window = withSea();
        Gradcam net = Gradcam.open(Path.of("saved_model"))) {
      Page page = window.page();
      byte[] npy = saved(page, "#npy", "sea-cliffs-sea.npy");
      String header = new String(npy, 10, 118, StandardCharsets.US_ASCII);
      assertThat(header).contains("'<f4'", "(150, 150)");
      float[] values = new float[150 * 150];
      ByteBuffer.wrap(npy, 128, npy.length - 128)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(values);
      float[][] expected = net.explain(RunningServer.SEA).heatmap();
      assertThat(values[75 * 150 + 10]).isCloseTo(expected[75][10], within(1e-3f));
      RgbImage png = ImageFiles.decode(saved(page, "#png", "sea-cliffs-sea.png"), "png");
      assertThat(png.width()).isEqualTo(640);
      assertThat(png.height()).isEqualTo(320);
      assertThat(
              new JsonMapper()
                  .readTree(saved(page, "#json", "sea-cliffs-sea.json"))
                  .path("predictions")
                  .get(0)
                  .path("label")
                  .asText())
          .isEqualTo("sea");
    }
  }

  private static byte[] saved(Page page, String button, String name) throws IOException {
    Download download = page.waitForDownload(() -> page.locator(button).click());
    assertThat(download.suggestedFilename()).isEqualTo(name);
    return Files.readAllBytes(download.path());
  }

  @Test
  void linesToCopyDoTheSame() {
    try (Chromium.Window window = withSea()) {
      Page page = window.page();
      page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
      page.locator("#method").selectOption("hirescam");
      page.locator("#drop:not(.busy)").waitFor();
      page.locator("#curl").click();
      assertThat(page.locator("#copied")).containsText("Copied the curl line.");
      assertThat(page.evaluate("navigator.clipboard.readText()"))
          .isEqualTo(
              "curl -F image=@sea-cliffs.jpg -F method=hirescam -F colormap=turbo -F alpha=0.5 -H 'Accept: image/png' %s -o overlay.png"
                  .formatted(server.at("/v1/models/scenes:explain")));
      page.locator("#command").click();
      assertThat(page.locator("#copied")).containsText("Copied the command line.");
      assertThat(page.evaluate("navigator.clipboard.readText()"))
          .isEqualTo(
              "gradcam explain sea-cliffs.jpg --view overlay --method hirescam --colormap turbo --alpha 0.5");
    }
  }

  @Test
  void severalImagesStandInAStripAndSamplesShip() {
    try (Chromium.Window window = open("")) {
      Page page = window.page();
      assertThat(page.locator("#samples button")).hasCount(2);
      page.locator("#samples button").first().click();
      assertThat(page.locator("#answer")).hasText(sea, soon());
      assertThat(page).hasURL(Pattern.compile(".*sample=sea-cliffs.jpg$"));
      page.locator("#files").setInputFiles(new Path[] {RunningServer.STREET, RunningServer.SEA});
      assertThat(page.locator("#answer")).hasText(Pattern.compile("^street, .*"), soon());
      assertThat(page.locator("#strip button")).hasCount(3);
      page.locator("#strip button").nth(2).click();
      assertThat(page.locator("#answer")).hasText(sea, soon());
    }
  }

  @Test
  void aFolderThatIsDroppedIsReadWithItsFolders(@TempDir Path folder) throws Exception {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Files.copy(RunningServer.SEA, folder.resolve("cliffs.jpg"));
    Files.copy(RunningServer.STREET, inner.resolve("street.jpg"));
    Files.writeString(folder.resolve("notes.txt"), "no image");
    try (Chromium.Window window = open("")) {
      Page page = window.page();
      assertThat(page.locator("#samples button")).hasCount(2);
      BoundingBox box = page.locator("#drop").boundingBox();
      JsonObject data = new JsonObject();
      data.add("items", new JsonArray());
      JsonArray files = new JsonArray();
      files.add(folder.toString());
      data.add("files", files);
      data.addProperty("dragOperationsMask", 1);
      CDPSession devtools = page.context().newCDPSession(page);
      for (String type : List.of("dragEnter", "dragOver", "drop")) {
        JsonObject event = new JsonObject();
        event.addProperty("type", type);
        event.addProperty("x", box.x + box.width / 2);
        event.addProperty("y", box.y + box.height / 2);
        event.add("data", data);
        devtools.send("Input.dispatchDragEvent", event);
      }
      assertThat(page.locator("#answer")).hasText(sea, soon());
      assertThat(page.locator("#strip button")).hasCount(2);
      assertThat(page.locator("#error")).isHidden();
    }
  }

  @Test
  void theCameraIsAnsweredFrameByFrame() {
    try (Chromium.Window window = open("")) {
      Page page = window.page();
      page.locator("#webcam").click();
      assertThat(page.locator("#place"))
          .hasText(Pattern.compile("\\d+\\.\\d frames a second"), soon());
      assertThat(page.locator("#answer")).hasText(Pattern.compile("\\w+, \\d+\\.\\d %"), soon());
      assertThat(page.locator("#webcam")).hasAttribute("aria-pressed", "true");
      page.locator("#webcam").click();
      assertThat(page.locator("#webcam")).hasAttribute("aria-pressed", "false");
    }
  }

  @Test
  void whatCannotBeAnsweredIsSaid() throws Exception {
    try (RunningServer own = RunningServer.start();
        Chromium.Window window = chromium.window(1280, 900, ColorScheme.LIGHT)) {
      Page page = window.page();
      page.setDefaultTimeout(60_000);
      page.navigate(own.at("/").toString());
      Locator error = page.locator("#error");
      page.locator("#files")
          .setInputFiles(
              new FilePayload("notes.txt", "text/plain", "hello".getBytes(StandardCharsets.UTF_8)));
      assertThat(error).containsText("Expected a JPEG, PNG", within60s());
      page.locator("#files")
          .setInputFiles(new FilePayload("huge.jpg", "image/jpeg", new byte[5 << 20]));
      assertThat(error).containsText("at most 4,194,304 bytes", within60s());
      choose(page, RunningServer.SEA);
      assertThat(page.locator("#answer")).hasText(sea, soon());
      assertThat(error).isHidden();
      own.server().close();
      page.locator("#method").selectOption("hirescam");
      assertThat(error).containsText("found none; see that it is still running", within60s());
    }
  }

  @Test
  void theTokenComesBehindTheAddressAndLeavesIt() throws Exception {
    String token = "0123456789abcdef0123";
    try (RunningServer own =
            RunningServer.start(
                new WebAccess(Set.of(), Set.of(), token), RunningServer.LIMITS, null);
        Chromium.Window window = chromium.window(1280, 900, ColorScheme.LIGHT)) {
      Page page = window.page();
      page.navigate(own.at("/").toString());
      assertThat(page.locator("#error")).containsText("#token=TOKEN", within60s());
      page.navigate("about:blank");
      page.navigate(own.at("/#token=" + token).toString());
      assertThat(page.locator("#model")).hasValue("scenes");
      assertThat(page).hasURL(own.at("/").toString());
      choose(page, RunningServer.SEA);
      assertThat(page.locator("#answer")).hasText(sea, soon());
    }
  }

  @ParameterizedTest
  @CsvSource({"LIGHT, 1280", "DARK, 360", "LIGHT, 360", "DARK, 3840"})
  void axeFindsNothingAndNothingIsWiderThanTheWindow(ColorScheme scheme, int width) {
    try (Chromium.Window window = open("?sample=sea-cliffs.jpg", width, scheme)) {
      Page page = window.page();
      assertThat(page.locator("#answer")).hasText(sea, soon());
      assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
      assertThat(
              new AxeBuilder(page)
                  .analyze().getViolations().stream()
                      .map(rule -> rule.getId() + " " + rule.getNodes().get(0).getHtml()))
          .isEmpty();
      page.navigate(server.at("/docs").toString());
      assertThat(page.locator("article").first()).isVisible();
      assertThat(page.locator("article")).hasCount(17);
      assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
      assertThat(
              new AxeBuilder(page)
                  .analyze().getViolations().stream()
                      .map(rule -> rule.getId() + " " + rule.getNodes().get(0).getHtml()))
          .isEmpty();
    }
  }
}
