package io.github.gradcam.report.dataset;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import io.github.gradcam.batch.input.ImageCollection;
import io.github.gradcam.batch.input.ImageEntry;
import io.github.gradcam.batch.input.ImageInputs;
import io.github.gradcam.batch.input.ListColumns;
import io.github.gradcam.image.Colormap;
import io.github.gradcam.image.HeatValues;
import io.github.gradcam.image.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of a report as people use it, in a browser. */
class ReportBrowserTest {

  private static final int IMAGES = 600;
  private static final int SEA = 4;
  private static final int GLACIER = 2;

  @TempDir private static Path folder;
  private static Chromium chromium;
  private static DataSetReport report;

  @BeforeAll
  static void writeReport() throws IOException {
    chromium = Chromium.start();
    report = SampleReport.write(folder, IMAGES);
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  private static Chromium.Window open(String fragment) {
    return open(folder, fragment);
  }

  private static Chromium.Window open(Path report, String fragment) {
    Chromium.Window window = chromium.window(1280, 900, ColorScheme.LIGHT);
    window.page().navigate(report.resolve("index.html").toUri() + "#" + fragment);
    return window;
  }

  private static long count(Predicate<ReportImage> what) {
    return report.images().stream().filter(what).count();
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile(name)));
  }

  private static void assertShown(Page page, long count) {
    assertThat(page.locator("#shown")).hasText("%d of %d images".formatted(count, IMAGES));
  }

  @Test
  void pageNeedsNoNetworkAndHasNothingToComplainOf() {
    try (Chromium.Window window = open("at=images&view=overlay")) {
      assertThat(window.page().locator("[role=option]").first()).isVisible();
      assertThat(window.requests())
          .isNotEmpty()
          .allMatch(url -> url.startsWith("file:") || url.startsWith("data:"))
          .anyMatch(url -> url.matches(".*/images/sheet-[0-9a-f]{16}\\.jpg"));
      assertThat(window.complaints()).isEmpty();
    }
  }

  @Test
  void sentenceLeadsToTheCardOfItsGroup() {
    try (Chromium.Window window = open("")) {
      Page page = window.page();
      page.getByText("The largest shared cause").click();
      assertThat(page).hasURL(Pattern.compile(".*#at=group-glacier-1$"));
      assertThat(page.locator("#group-glacier-1")).isInViewport();
      assertThat(page.locator("#group-glacier-1")).containsText("Shortcut");
      assertThat(page.locator("#name-glacier-1")).isFocused();
    }
  }

  @Test
  void partsSayWhatIsLostWithoutThemAndLeadToTheirShortcut() {
    try (Chromium.Window window = open("at=concepts")) {
      Page page = window.page();
      Locator first = page.locator(".parts > li").first();
      assertThat(first).containsText("part 1");
      assertThat(first).containsText("logit falls by 6.50 (5.50 to 7.10)");
      assertThat(first).containsText("50 % of the answers change (45 % to 55 %)");
      assertThat(first.locator("button.image")).hasCount(6);
      first.getByText("Shortcut:").click();
      assertThat(page.locator("#name-glacier-1")).isFocused();
    }
  }

  @Test
  void leakIsAFindingOfItsOwn() {
    try (Chromium.Window window = open("at=leaks")) {
      Page page = window.page();
      long leaks = report.duplicates().stream().filter(DuplicateSet::acrossSplits).count();
      assertThat(page.locator("#leaks-name")).isFocused();
      assertThat(page.locator("#leaks-name"))
          .hasText("%d images lie in several splits".formatted(leaks));
      assertThat(page.locator("#leaks")).containsText("is in test and validation:");
      page.locator("#leaks .act a").click();
      assertShown(page, 2 * leaks);
    }
  }

  @Test
  void linkLeadsToAGroupThatIsNotAmongTheFirst() {
    try (Chromium.Window window = open("")) {
      assertThat(window.page().locator("#findings article.card:not(.leaks)")).hasCount(12);
    }
    try (Chromium.Window window = open("at=group-street-3")) {
      Page page = window.page();
      assertThat(page.locator("#name-street-3")).isFocused();
      assertThat(page.locator("#findings article.card:not(.leaks)")).hasCount(18);
    }
  }

  @Test
  void filtersCombineAndCountWhatEachWouldLeave() {
    try (Chromium.Window window = open("at=images")) {
      Page page = window.page();
      Locator classes =
          page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Class"));
      Locator answers =
          page.getByRole(
              AriaRole.GROUP, new Page.GetByRoleOptions().setName("Answer").setExact(true));
      classes.getByText("sea", new Locator.GetByTextOptions().setExact(true)).click();
      assertShown(page, count(image -> image.label() == SEA));
      answers.getByText("wrong").click();
      assertShown(page, count(image -> image.label() == SEA && image.wrong()));
      assertThat(classes.locator("label", new Locator.LocatorOptions().setHasText("glacier")))
          .containsText(Long.toString(count(image -> image.label() == GLACIER && image.wrong())));
      page.getByRole(AriaRole.SEARCHBOX, new Page.GetByRoleOptions().setName("Text in the path"))
          .fill("/0010");
      assertShown(
          page,
          count(image -> image.label() == SEA && image.wrong() && image.path().contains("/0010")));
      button(page, "Show everything").first().click();
      assertThat(page.locator("#shown")).hasText(IMAGES + " images");
    }
  }

  @Test
  void confidenceIsFilteredByItsRange() {
    try (Chromium.Window window = open("at=images&sure=50-80")) {
      assertShown(
          window.page(), count(image -> image.probability() >= 0.5 && image.probability() <= 0.8));
    }
  }

  @Test
  void lassoSelectsTheImagesWithin() {
    try (Chromium.Window window = open("at=images")) {
      Page page = window.page();
      BoundingBox box = page.locator("#scatter").boundingBox();
      // The points lie 20 pixels within the plot, so its middle is that of their range.
      lasso(page, box, 0, Math.floor(box.width / 2));
      double left = report.images().stream().mapToDouble(ReportImage::x).min().orElseThrow();
      double right = report.images().stream().mapToDouble(ReportImage::x).max().orElseThrow();
      double pixel = (right - left) / (box.width - 40);
      double middle = left + (Math.floor(box.width / 2) - 20) * pixel;
      Pattern some =
          Pattern.compile(
              "(%d|%d) selected"
                  .formatted(
                      count(image -> image.x() < middle - pixel / 2),
                      count(image -> image.x() < middle + pixel / 2)));
      assertThat(page.locator(".selection")).containsText(some);
      button(page, "Only these").click();
      assertThat(page.locator("#shown"))
          .hasText(Pattern.compile("\\d+ of %d images".formatted(IMAGES)));
    }
  }

  private static void lasso(Page page, BoundingBox box, double from, double to) {
    Mouse mouse = page.mouse();
    mouse.move(box.x + from + 1, box.y + 1);
    mouse.down();
    mouse.move(box.x + to, box.y + 1, new Mouse.MoveOptions().setSteps(5));
    mouse.move(box.x + to, box.y + box.height - 1, new Mouse.MoveOptions().setSteps(5));
    mouse.move(box.x + from + 1, box.y + box.height - 1, new Mouse.MoveOptions().setSteps(5));
    mouse.up();
  }

  @Test
  void pointerOverAPointShowsItsImage() {
    try (Chromium.Window window = open("at=images&colour=right")) {
      Page page = window.page();
      // To a point by the keyboard, for which the pointer goes where the plot says it is.
      BoundingBox box = page.locator("#scatter").boundingBox();
      ReportImage first = report.images().get(0);
      double left = report.images().stream().mapToDouble(ReportImage::x).min().orElseThrow();
      double right = report.images().stream().mapToDouble(ReportImage::x).max().orElseThrow();
      double bottom = report.images().stream().mapToDouble(ReportImage::y).min().orElseThrow();
      double top = report.images().stream().mapToDouble(ReportImage::y).max().orElseThrow();
      page.mouse()
          .move(
              box.x + 20 + (first.x() - left) / (right - left) * (box.width - 40),
              box.y + 20 + (top - first.y()) / (top - bottom) * (box.height - 40));
      assertThat(page.locator(".hover")).containsText("00000.jpg");
      assertThat(page.locator(".hover canvas")).isVisible();
    }
  }

  @Test
  void cellOfTheMatrixOpensItsImagesAndTheWayBackIsOpen() {
    try (Chromium.Window window = open("")) {
      Page page = window.page();
      page.getByRole(
              AriaRole.LINK,
              new Page.GetByRoleOptions().setName(Pattern.compile("^mountain answered glacier:")))
          .click();
      long number = count(image -> image.label() == 3 && image.answer() == GLACIER);
      assertThat(page.locator("#pair-name"))
          .hasText("mountain taken for glacier: %d images".formatted(number));
      assertThat(page.locator("#pair-name")).isFocused();
      assertThat(page.locator("#pair table th"))
          .hasText(
              new String[] {
                "image",
                "for glacier, the answer",
                "for mountain, the label",
                "glacier over mountain"
              });
      long compared = report.pairs().get(0).images().size();
      assertThat(page.locator("#pair table canvas")).hasCount((int) (3 * compared));
      assertThat(page.locator("#pair .ramp")).hasCount(2);
      assertShown(page, number);
      page.goBack();
      assertThat(page.locator("#pair")).hasCount(0);
      assertThat(page.locator("#shown")).hasText(IMAGES + " images");
      page.goForward();
      assertShown(page, number);
      page.locator("#pair table button").first().click();
      assertThat(page.locator("dialog")).containsText("glacier");
    }
  }

  @Test
  void exportIsAListThatBatchReads(@TempDir Path downloads) throws IOException {
    try (Chromium.Window window = open("at=images&label=4&right=wrong")) {
      Page page = window.page();
      Download download = page.waitForDownload(() -> page.locator("#export").click());
      Path list = downloads.resolve(download.suggestedFilename());
      download.saveAs(list);
      List<ReportImage> expected =
          report.images().stream().filter(image -> image.label() == SEA && image.wrong()).toList();
      List<String> lines = Files.readAllLines(list);
      assertThat(lines.get(0)).isEqualTo("path,label,answer,probability,group,diagnosis");
      assertThat(lines).hasSize(expected.size() + 1);
      ReportImage first = expected.get(0);
      assertThat(lines.get(1))
          .startsWith("%s,sea,%s,".formatted(first.path(), report.labels().get(first.answer())));
      assertThat(Float.parseFloat(cell(lines.get(1), 3))).isEqualTo(first.probability());
      assertThat(read(list))
          .isEqualTo(expected.stream().map(image -> image.path() + " sea").toList());
    }
  }

  /** A cell of a line that has no quotes. */
  private static String cell(String line, int column) {
    return line.split(",", -1)[column];
  }

  private static List<String> read(Path list) throws IOException {
    List<String> found = new ArrayList<>();
    try (ImageCollection.Entries entries =
        ImageInputs.of(List.of(list.toString()), list.resolveSibling("out"), ListColumns.DEFAULT)
            .open()) {
      for (ImageEntry entry = entries.next(); entry != null; entry = entries.next()) {
        found.add(entry.path() + " " + entry.label());
      }
    }
    return found;
  }

  @Test
  void exportOfASelectionHoldsTheSelectedAlone() throws IOException {
    try (Chromium.Window window = open("at=images")) {
      Page page = window.page();
      Locator options = page.locator("[role=option]");
      options.nth(1).click(new Locator.ClickOptions().setPosition(10, 10));
      options.nth(2).click(new Locator.ClickOptions().setPosition(10, 10));
      assertThat(page.locator(".selection")).containsText("2 selected");
      Download download = page.waitForDownload(() -> page.locator("#export").click());
      assertThat(Files.readAllLines(download.path()).stream().map(line -> cell(line, 0)))
          .containsExactly("path", report.images().get(1).path(), report.images().get(2).path());
    }
  }

  @Test
  void allCanBeDoneByKeyboard() {
    try (Chromium.Window window = open("")) {
      Page page = window.page();
      Keyboard keys = page.keyboard();
      keys.press("Tab");
      assertThat(page.locator(".skip")).isFocused();
      keys.press("Enter");
      assertThat(page.locator("#images")).isInViewport();
      keys.press("/");
      assertThat(page.locator("#text")).isFocused();
      keys.type("sea/");
      assertShown(page, count(image -> image.label() == SEA));
      tabTo(page, "scatter");
      keys.press("ArrowLeft");
      assertThat(page.locator(".hover")).hasCount(1);
      keys.press("Escape");
      rectangle(keys);
      assertThat(page.locator(".selection")).containsText(Pattern.compile("[1-9]\\d* selected"));
      tabTo(page, "strip");
      keys.press("Control+a");
      assertThat(page.locator(".selection"))
          .containsText(count(image -> image.label() == SEA) + " selected");
      keys.press("ArrowRight");
      keys.press("ArrowDown");
      keys.press("Home");
      keys.press("ArrowRight");
      keys.press(" ");
      assertThat(page.locator(".selection"))
          .containsText(count(image -> image.label() == SEA) - 1 + " selected");
      keys.press("m");
      assertThat(page.locator("#images .images [aria-pressed=true]")).hasText("image");
      keys.press("Enter");
      assertThat(page.locator("dialog")).containsText("2 of 100");
      keys.press("ArrowRight");
      assertThat(page.locator("dialog")).containsText("3 of 100");
      keys.press("Escape");
      assertThat(page.locator("dialog")).hasCount(0);
      assertThat(page.locator("#strip")).isFocused();
    }
  }

  /** A lasso about the middle of the plot, corner by corner. */
  private static void rectangle(Keyboard keys) {
    for (String way : List.of("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp")) {
      keys.press("l");
      for (int i = 0; i < 6; i++) {
        keys.press("Shift+" + way);
      }
    }
    keys.press("Enter");
  }

  private static void tabTo(Page page, String id) {
    for (int i = 0; i < 80; i++) {
      page.keyboard().press("Tab");
      if (id.equals(page.evaluate("document.activeElement.id"))) {
        return;
      }
    }
    throw new AssertionError("Expected to reach #%s by Tab".formatted(id));
  }

  @Test
  void addressHoldsTheState() {
    String address;
    try (Chromium.Window window = open("at=images")) {
      Page page = window.page();
      page.locator(".facet").getByText("unsure").click();
      Locator options = page.locator("[role=option]");
      options.nth(0).click(new Locator.ClickOptions().setPosition(10, 10));
      page.keyboard().press("m");
      options.nth(1).click();
      assertThat(page.locator("dialog")).isVisible();
      address = page.url();
    }
    try (Chromium.Window window = chromium.window(1280, 900, ColorScheme.LIGHT)) {
      Page page = window.page();
      page.navigate(address);
      assertShown(page, count(image -> image.probability() < 0.5f));
      assertThat(page.locator("dialog")).containsText("2 of ");
      page.keyboard().press("Escape");
      assertThat(page.locator(".selection")).containsText("1 selected");
      assertThat(page.locator("#images .images [aria-pressed=true]")).hasText("image");
    }
  }

  @Test
  void selectionOfManyIsInTheAddressToo() {
    String address;
    try (Chromium.Window window = open("at=images&right=right")) {
      window.page().locator("#select-all").click();
      address = window.page().url();
    }
    try (Chromium.Window window = chromium.window(1280, 900, ColorScheme.LIGHT)) {
      window.page().navigate(address);
      assertThat(window.page().locator(".selection"))
          .containsText(count(image -> !image.wrong()) + " selected");
    }
  }

  @Test
  void addressThatWasCutOpensThePage() {
    try (Chromium.Window window =
        open("label=99,x&open=-3&selected=~%25&sure=a-b&group=none&at=")) {
      assertThat(window.page().locator("#images")).isVisible();
      assertThat(window.complaints()).isEmpty();
    }
  }

  @Test
  void onlyImagesInSightAreInThePage() {
    try (Chromium.Window window = open("at=images")) {
      Page page = window.page();
      int few = page.locator("[role=option]").count();
      assertThat(few).isBetween(4, 80);
      page.locator("#strip").evaluate("strip => strip.scrollTop = strip.scrollHeight");
      assertThat(page.locator("[role=option][aria-posinset='%d']".formatted(IMAGES))).isVisible();
      assertThat(page.locator("[role=option]").count()).isLessThan(few + 20);
    }
  }

  /** A map of one value all over is one colour: that of viridis at 200 of 255 is 83, 197, 104. */
  @Test
  void mapIsDrawnInViridis(@TempDir Path flat) throws IOException {
    byte[] values = new byte[EvidenceMap.LENGTH];
    Arrays.fill(values, (byte) 200);
    try (ReportFolder out = ReportFolder.open(flat)) {
      out.write(SmallReport.of(SmallReport.image("/1.jpg", 0, 1, new EvidenceMap(values), null)));
    }
    String pixels =
        "canvas => [...canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data]";
    try (Chromium.Window window = open(flat, "view=map")) {
      @SuppressWarnings("unchecked")
      List<Integer> colours =
          (List<Integer>) window.page().locator("[role=option] canvas").evaluate(pixels);
      RgbImage expected =
          Colormap.VIRIDIS.apply(new HeatValues(new float[] {200 / 255f}, 1, 1, false));
      for (int i = 0; i < colours.size(); i++) {
        int channel = i % 4;
        assertThat(colours.get(i))
            .isEqualTo(channel == 3 ? 255 : expected.pixels()[channel] & 0xff);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "LIGHT, 1280, at=images",
    "DARK, 360, at=pair&label=3&answer=2",
    "LIGHT, 1280, open=7",
    "DARK, 1280, 'open=7&selected=1.2&only=1'"
  })
  void axeFindsNothing(ColorScheme scheme, int width, String fragment) {
    try (Chromium.Window window = chromium.window(width, 800, scheme)) {
      Page page = window.page();
      page.navigate(folder.resolve("index.html").toUri() + "#" + fragment);
      page.locator("details").evaluateAll("all => all.forEach(each => each.open = true)");
      List<Rule> found = new AxeBuilder(page).analyze().getViolations();
      assertThat(found.stream().map(ReportBrowserTest::words)).isEmpty();
    }
  }

  private static String words(Rule rule) {
    return rule.getId()
        + ": "
        + rule.getHelp()
        + " "
        + rule.getNodes().stream().map(node -> node.getHtml()).limit(3).toList();
  }

  @ParameterizedTest
  @CsvSource({"360", "768", "1280", "3840"})
  void nothingIsWiderThanTheWindow(int width) {
    try (Chromium.Window window = chromium.window(width, 800, ColorScheme.LIGHT)) {
      Page page = window.page();
      page.navigate(folder.resolve("index.html").toUri() + "#at=images");
      assertThat(page.locator("[role=option]").first()).isVisible();
      assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
    }
  }

  @Test
  void hostileNamesAreShownAndRunNothing(@TempDir Path hostile) throws IOException {
    List<String> labels =
        List.of("</script><script>window.hit = 1</script>", "<img src=x onerror=window.hit=1>");
    ReportImage image = SmallReport.image("/a/\u202e<b onclick=hit=1>gpj.exe", 0, 1);
    DataSetReport report =
        new DataSetReport(
            new ReportHead(labels.get(0), labels.get(1), "", "", "", List.of(labels.get(0))),
            List.of(new ReportSentence(labels.get(1), new EvidenceLink("open=0\"><script>"))),
            null,
            labels,
            List.of(image),
            List.of(SmallReport.group("g", List.of(), 0)),
            new long[][] {{0, 1}, {0, 0}},
            List.of(),
            List.of(new SuspectedLabel(0, 1, 0.9, 0.1)),
            List.of(),
            List.of());
    try (ReportFolder out = ReportFolder.open(hostile)) {
      out.write(report);
    }
    try (Chromium.Window window = open(hostile, "open=0")) {
      Page page = window.page();
      assertThat(page.locator("dialog h2")).hasText("\ufffd<b onclick=hit=1>gpj.exe");
      assertThat(page.locator("dialog")).containsText(labels.get(1));
      assertThat(page.evaluate("window.hit === undefined")).isEqualTo(true);
      assertThat(page.locator("img[src=x], b").count()).isZero();
      assertThat(window.complaints()).noneMatch(complaint -> complaint.contains("Security Policy"));
    }
  }

  @Test
  void whatIsNotKnownIsNotOnThePage(@TempDir Path bare) throws IOException {
    try (ReportFolder out = ReportFolder.open(bare)) {
      out.write(
          SmallReport.of(SmallReport.image("/1.jpg", -1, 0), SmallReport.image("/2.jpg", -1, 1)));
    }
    try (Chromium.Window window = open(bare, "at=images")) {
      Page page = window.page();
      assertThat(page.locator("#shown")).hasText("2 images");
      assertThat(page.locator("#scores, #findings, #mistakes, #labels, #concepts, #scatter"))
          .hasCount(0);
      assertThat(page.locator(".facet legend")).hasText(new String[] {"Confidence", "Answered"});
      assertThat(page.locator("#images")).not().containsText("wrong");
      assertThat(page.locator("#nav li")).hasCount(1);
      assertThat(window.complaints()).isEmpty();
    }
  }

  @Test
  void reportWithoutImagesIsItsSentences(@TempDir Path bare) throws IOException {
    try (ReportFolder out = ReportFolder.open(bare)) {
      out.write(SmallReport.of());
    }
    try (Chromium.Window window = open(bare, "")) {
      assertThat(window.page().locator("h1")).hasText("Report");
      assertThat(window.page().locator("section[id]")).hasCount(0);
      assertThat(window.complaints()).isEmpty();
    }
  }
}
