package io.github.gradcam.report.comparison;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.report.dataset.Chromium;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of two models as people use it, in a browser. */
class ComparisonBrowserTest {

  private static final int IMAGES = 40;

  @TempDir private static Path folder;
  private static Chromium chromium;

  @BeforeAll
  static void writePage() throws IOException {
    chromium = Chromium.start();
    RgbImage tile = new RgbImage(320, 240, new byte[320 * 240 * 3]);
    for (String name : List.of("1-image", "1-a", "1-b", "1-difference")) {
      ImageFiles.write(tile, folder.resolve("images/" + name + ".jpg"));
    }
    RgbImage scale = new RgbImage(256, 16, new byte[256 * 16 * 3]);
    ImageFiles.write(scale, folder.resolve("images/scale.png"));
    ImageFiles.write(scale, folder.resolve("images/scale-difference.png"));
    List<ShownImage> images = new ArrayList<>();
    images.add(SampleComparison.shown("changed.jpg", "sea", 4, "glacier", 1, 0.9));
    images.add(SampleComparison.shown("same.jpg", "sea", 4, "sea", 4, -0.2));
    images.add(SampleComparison.shown("long-name-".repeat(20), "sea", 4, "sea", 4, 0.5));
    for (int i = images.size(); i < IMAGES; i++) { // far below the window, not laid out at first
      images.add(SampleComparison.shown(i + ".jpg", "sea", 4, "sea", 4, 0.5));
    }
    String name = "with-a-name-that-is-longer-than-a-telephone-is-wide".repeat(3);
    ComparisonPage.write(folder.resolve("index.html"), SampleComparison.head(name), images);
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  private static Chromium.Window open(int width, ColorScheme scheme) {
    Chromium.Window window = chromium.window(width, 800, scheme);
    window.page().navigate(folder.resolve("index.html").toUri().toString());
    return window;
  }

  @Test
  void changedAnswersComeFirstAndMapsCanBeOrderedToo() {
    try (Chromium.Window window = open(1280, ColorScheme.LIGHT)) {
      Page page = window.page();
      assertThat(page.locator("#pairs article").first()).containsText("changed.jpg");
      page.selectOption("#sort", "evidence");
      assertThat(page.locator("#pairs article").first()).containsText("same.jpg");
      assertThat(window.complaints()).isEmpty();
      assertThat(window.requests()).allMatch(url -> url.startsWith("file:"));
    }
  }

  @Test
  void imagesAreFoundByWhatChangedAndByText() {
    try (Chromium.Window window = open(1280, ColorScheme.LIGHT)) {
      Page page = window.page();
      assertThat(page.locator("#shown")).hasText("40 of 40 shown");
      page.selectOption("select[name=change]", "changed");
      assertThat(page.locator("#shown")).hasText("1 of 40 shown");
      page.locator("#text").fill("same.jpg");
      assertThat(page.locator("#nothing")).isVisible();
      page.locator("#clear").click();
      assertThat(page.locator("#shown")).hasText("40 of 40 shown");
      page.selectOption("select[name=right]", "only A right");
      assertThat(page.locator("#pairs article:visible")).hasCount(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"LIGHT, 1280", "DARK, 1280", "LIGHT, 360", "DARK, 360"})
  void axeFindsNothing(ColorScheme scheme, int width) {
    try (Chromium.Window window = open(width, scheme)) {
      List<Rule> found = new AxeBuilder(window.page()).analyze().getViolations();
      assertThat(found.stream().map(rule -> rule.getId() + ": " + rule.getHelp())).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"360", "768", "1280"})
  void nothingIsWiderThanTheWindow(int width) {
    try (Chromium.Window window = open(width, ColorScheme.LIGHT)) {
      assertThat(window.page().evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
    }
  }
}
