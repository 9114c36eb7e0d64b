package io.github.gradcam.serve;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.report.dataset.Chromium;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Maps of one image side by side on the page. */
@Timeout(300)
class SideBySideTest {

  private static final String METHODS = "compare=method*gradcam*hirescam*layercam";
  private static Chromium chromium;
  private static RunningServer server;
  private static String sea;

  @BeforeAll
  static void start() throws IOException {
    chromium = Chromium.start();
    sea = "sea, " + RunningServer.percentOfSea();
    server = RunningServer.start("again");
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
      server.close();
    }
  }

  private static Chromium.Window open(String choices) {
    return open(choices, 1280, ColorScheme.LIGHT);
  }

  private static Chromium.Window open(String choices, int width, ColorScheme scheme) {
    return server.open(chromium, "/?sample=sea-cliffs.jpg&" + choices, width, scheme);
  }

  private static LocatorAssertions.ContainsTextOptions soon() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);
  }

  private static LocatorAssertions.HasCountOptions counted() {
    return new LocatorAssertions.HasCountOptions().setTimeout(60_000);
  }

  /** Waits for so many maps that are there. */
  private static Locator maps(Page page, int count) {
    Locator maps = page.locator("figure").filter(having("; at "));
    assertThat(maps).hasCount(count, counted());
    assertThat(page.locator("figure")).hasCount(count);
    return maps;
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static long questions(Chromium.Window window) {
    return window.requests().stream().filter(url -> url.contains(":explain")).count();
  }

  /** The pixels of all maps, as one number each. */
  private static List<?> drawn(Page page) {
    return (List<?>)
        page.evaluate(
            "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done("
                + "[...document.querySelectorAll('figure canvas')].map(c => { let sum = 0;"
                + " for (const v of c.getContext('2d').getImageData(0, 0, c.width, c.height).data) sum = (31 * sum + v) % 1000003;"
                + " return sum; })))))");
  }

  @Test
  void methodsStandSideBySideAndAreAskedForOnceEach() {
    try (Chromium.Window window = open("")) {
      Page page = window.page();
      assertThat(page.locator("#answer")).containsText(sea, soon());
      page.locator("#side").click();
      Locator maps = maps(page, 4);
      assertThat(maps.first().locator(".name")).hasText("Grad-CAM");
      assertThat(maps.first()).containsText(sea);
      assertThat(maps.first()).containsText("The map has bright places.");
      assertThat(page.locator("#reading")).containsText("One scale for maps of any unit");
      assertThat(questions(window))
          .isEqualTo(4); // the one that was there already is not asked for again
      page.locator("#picks").getByLabel("HiResCAM").uncheck();
      maps(page, 3);
      assertThat(questions(window)).isEqualTo(4);
      assertThat(window.complaints()).isEmpty();
    }
  }

  @Test
  void controlsActOnAllMapsWithoutARequest() {
    try (Chromium.Window window = open(METHODS)) {
      Page page = window.page();
      maps(page, 3);
      long before = questions(window);
      List<?> drawn = drawn(page);
      assertThat(drawn).doesNotHaveDuplicates();
      for (String id : List.of("opacity", "threshold")) {
        page.locator("#" + id).fill("0.8");
        drawn = allDifferent(page, drawn, id);
      }
      page.locator("#contours").check();
      drawn = allDifferent(page, drawn, "contours");
      page.locator("#colours").selectOption("viridis");
      drawn = allDifferent(page, drawn, "colours");
      page.locator("#scale").selectOption("own");
      allDifferent(page, drawn, "scale");
      assertThat(page.locator("#reading")).containsText("A scale for each map");
      page.locator("#split").fill("1");
      assertThat(drawn(page)).allMatch(drawn(page).get(0)::equals); // the image alone
      assertThat(questions(window)).isEqualTo(before);
    }
  }

  private static List<?> allDifferent(Page page, List<?> before, String what) {
    List<?> now = drawn(page);
    for (int i = 0; i < before.size(); i++) {
      assertThat(now.get(i)).as("map %d after %s", i, what).isNotEqualTo(before.get(i));
    }
    return now;
  }

  /** Heat of 0, 3, 1 and 4: of 8 in all, 1 lies below the 3, and 4 below the 4. */
  @Test
  void theScaleIsTheShareOfTheHeatInCoolerPlaces() {
    try (Chromium.Window window = open("")) {
      Object shares =
          window
              .page()
              .evaluate(
                  "async () => { const {shares} = await import('/assets/draw.js');"
                      + " const of = values => [...shares({height: 1, width: 4, values: Float32Array.from(values)}).values];"
                      + " return [of([0, 3, 1, 4]), of([-3, 1, 0, 4]), of([0, 0, 0, 0]), of([2, 2, 2, 2])].map(String); }");
      assertThat((List<?>) shares)
          .map(String::valueOf)
          .containsExactly("0,0.125,0,0.5", "-0.125,0,0,0.5", "0,0,0,0", "0,0,0,0");
    }
  }

  @Test
  void theValuesOfAllMapsAtAPlaceAreTold() {
    try (Chromium.Window window = open(METHODS)) {
      Page page = window.page();
      Locator maps = maps(page, 3);
      BoundingBox box = maps.nth(1).locator("canvas").boundingBox();
      page.mouse().move(box.x + box.width / 10, box.y + box.height / 2);
      assertThat(page.locator("#place")).containsText("Column 6");
      assertThat(page.locator("#place")).containsText(", row 16");
      Pattern told = Pattern.compile("^0\\.\\d\\d; value -?\\d.*");
      for (int i = 0; i < 3; i++) {
        assertThat(maps.nth(i).locator(".told")).hasText(told);
        assertThat(maps.nth(i).locator(".cross")).isVisible();
      }
      page.locator("#tiles").focus();
      page.keyboard().press("Shift+ArrowRight");
      assertThat(page.locator("#place")).containsText("Column 12");
      assertThat(page.locator("#place")).hasAttribute("aria-live", "polite");
    }
  }

  @Test
  void layersClassesAndModelsStandSideBySideAndTheLinkKeepsThem() {
    String address;
    try (Chromium.Window window = open(METHODS)) {
      Page page = window.page();
      maps(page, 3);
      page.locator("#kind").selectOption("layer");
      maps(page, 4);
      assertThat(page.locator("figure .name").filter(having("re_lu_8"))).hasCount(1);
      page.locator("#kind").selectOption("model");
      maps(page, 2);
      assertThat(page.locator("figure .name")).hasText(new String[] {"scenes", "again"});
      assertThat(page.locator("#scale option")).hasCount(2); // values of models have no common unit
      page.locator("#kind").selectOption("class");
      maps(page, 4);
      assertThat(page.locator("figure .name").first()).hasText("sea");
      assertThat(page.locator("#reading"))
          .containsText(
              Pattern.compile("values at the layer, .* the largest of all these maps, \\d"));
      assertThat(page).hasURL(Pattern.compile("[?&]compare=class(\\*\\d){4}&"));
      address = page.url();
    }
    try (Chromium.Window window = open(address.substring(address.indexOf('?') + 1))) {
      Page page = window.page();
      maps(page, 4);
      assertThat(page.locator("#kind")).hasValue("class");
      page.locator("figure .name").nth(1).click();
      assertThat(page.locator("#diagnosis")).containsText("Map of ", soon());
      assertThat(page.locator("#tiles")).isHidden();
      assertThat(page.locator("#stage")).isFocused();
      assertThat(page).hasURL(Pattern.compile("[?&]class=\\w+"));
      assertThat(page.url()).doesNotContain("compare");
    }
  }

  @Test
  void aLinkToWhatThisModelHasNotLeavesItOut() {
    try (Chromium.Window window = open("compare=method*gradcam*no-such-method")) {
      maps(window.page(), 1);
    }
    for (String wrong : List.of("compare=nonsense*1", "compare=layer*nowhere", "compare=*")) {
      try (Chromium.Window window = open(wrong)) {
        Page page = window.page();
        assertThat(page.locator("#answer")).containsText(sea, soon());
        assertThat(page.locator("#tiles")).isHidden();
        assertThat(window.complaints()).isEmpty();
      }
    }
  }

  @Test
  void aMapThatCannotBeMadeSaysWhyAndTheOthersStand() {
    try (Chromium.Window window = open("compare=class*0*4&versus=sea")) {
      Page page = window.page();
      assertThat(page.locator("figure .doubt")).containsText("weighed against itself", soon());
      assertThat(page.locator("figure").filter(having("; at "))).hasCount(2, counted());
    }
  }

  /** A map of many passes that nobody waits for any more is asked for no longer. */
  @Test
  void aMapThatIsTakenAwayIsNotWaitedFor() throws Exception {
    try (Chromium.Window window = open("compare=method*gradcam*rise")) {
      Page page = window.page();
      page.locator("figure .remove").nth(1).click();
      maps(page, 1);
      assertThat(page.locator("#tiles")).isFocused();
      page.waitForCondition(
          () -> window.requests().stream().anyMatch(url -> url.matches(".*/requests/.*:cancel")));
      while (!server.get("/metrics").text().contains("gradcam_requests_open 1.0")) {
        Thread.onSpinWait(); // until the server has given it up
      }
    }
  }

  private static byte[] saved(Page page, String button, String name) throws IOException {
    Download download = page.waitForDownload(() -> page.locator(button).click());
    assertThat(download.suggestedFilename()).isEqualTo(name);
    return Files.readAllBytes(download.path());
  }

  @Test
  void whatIsTakenAwayHoldsAllMaps() throws Exception {
    try (Chromium.Window window = open(METHODS)) {
      Page page = window.page();
      maps(page, 3);
      RgbImage png = ImageFiles.decode(saved(page, "#png", "sea-cliffs-side-by-side.png"), "png");
      assertThat(png.width()).isEqualTo(3 * (480 + 16) + 16);
      assertThat(png.height()).isBetween(240 + 60, 240 + 260);
      JsonNode json =
          new JsonMapper().readTree(saved(page, "#json", "sea-cliffs-side-by-side.json"));
      assertThat(json.path("maps").findValuesAsText("model"))
          .containsExactly("scenes", "scenes", "scenes");
      assertThat(json.path("maps").get(1).path("options").path("method").asText())
          .isEqualTo("hirescam");
      Map<String, byte[]> maps = unzipped(saved(page, "#npy", "sea-cliffs-side-by-side.npz"));
      assertThat(maps).containsOnlyKeys("Grad-CAM.npy", "HiResCAM.npy", "LayerCAM.npy");
      assertThat(maps.values())
          .allSatisfy(
              npy -> {
                assertThat(npy).hasSize(128 + 4 * 150 * 150);
                assertThat(new String(npy, 10, 118, StandardCharsets.US_ASCII))
                    .contains("'<f4'", "(150, 150)");
              });
      assertThat(maps.get("Grad-CAM.npy")).isNotEqualTo(maps.get("LayerCAM.npy"));
    }
  }

  /** Checks the sums of its entries, too. */
  private static Map<String, byte[]> unzipped(byte[] zip) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    Path file = Files.createTempFile("maps", ".npz");
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
      Files.write(file, zip);
      try (java.util.zip.ZipFile directory = new java.util.zip.ZipFile(file.toFile())) {
        assertThat(directory.stream().map(ZipEntry::getName).toList())
            .containsExactlyInAnyOrderElementsOf(entries.keySet());
      }
    } finally {
      Files.delete(file);
    }
    return entries;
  }

  @Test
  void linesToCopyMakeAllMaps() {
    try (Chromium.Window window = open(METHODS)) {
      Page page = window.page();
      maps(page, 3);
      page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
      page.locator("#command").click();
      assertThat(page.locator("#copied")).containsText("Copied the command line.");
      assertThat(page.evaluate("navigator.clipboard.readText()"))
          .isEqualTo(
              "gradcam explain sea-cliffs.jpg --view overlay --method gradcam,hirescam,layercam --colormap turbo --alpha 0.5");
      page.locator("#curl").click();
      assertThat(page.locator("#copied")).containsText("Copied the curl lines.");
      assertThat(String.valueOf(page.evaluate("navigator.clipboard.readText()")).lines())
          .hasSize(3)
          .allMatch(line -> line.startsWith("curl -F image=@sea-cliffs.jpg"))
          .anyMatch(line -> line.contains("-F method=layercam"))
          .anyMatch(line -> line.endsWith("-o overlay-LayerCAM.png"));
      page.locator("#model").selectOption("again");
      maps(page, 3);
      page.locator("#command").click();
      assertThat(page.locator("#copied")).containsText("Copied the command line.");
      assertThat(String.valueOf(page.evaluate("navigator.clipboard.readText()")))
          .contains("--model PATH_OF_again"); // the page does not know where it lies
    }
  }

  @ParameterizedTest
  @CsvSource({"LIGHT, 1280", "DARK, 360", "LIGHT, 360", "DARK, 3840"})
  void axeFindsNothingAndNothingIsWiderThanTheWindow(ColorScheme scheme, int width) {
    try (Chromium.Window window = open(METHODS, width, scheme)) {
      Page page = window.page();
      maps(page, 3);
      assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
      assertThat(
              new AxeBuilder(page)
                  .analyze().getViolations().stream()
                      .map(rule -> rule.getId() + " " + rule.getNodes().get(0).getHtml()))
          .isEmpty();
    }
  }
}
