package io.github.gradcam.benchmark;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.report.dataset.Chromium;
import io.github.gradcam.report.dataset.SampleReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How large the page of a report is, how soon it is seen, and for how long it ever keeps a browser
 * from answering, for made-up images.
 */
final class ReportBenchmark {

  private static final int IMAGES = 10_000;
  private static final double MEGABYTE = 1e6;

  /** Keeps the longest time that a script ran without a pause; those below 50 ms are not told. */
  private static final String WATCH =
      """
      () => {
        window.longest = 0;
        new PerformanceObserver(list => list.getEntries().forEach(entry => {
          window.longest = Math.max(window.longest, entry.duration);
        })).observe({type: 'longtask'});
      }
      """;

  private final Console console;

  ReportBenchmark(Console console) {
    this.console = console;
  }

  /** Writes the page into a temporary folder, and uses it. */
  void run() throws IOException {
    Path folder = Files.createTempDirectory("gradcam-report");
    long start = System.nanoTime();
    SampleReport.write(folder, IMAGES);
    line("%d made-up images, written in %.1f s", IMAGES, (System.nanoTime() - start) / 1e9);
    try (Stream<Path> sheets = Files.list(folder.resolve("images"))) {
      line(
          "index.html %.1f MB, sheets %.1f MB",
          Files.size(folder.resolve("index.html")) / MEGABYTE,
          sheets.mapToLong(sheet -> sheet.toFile().length()).sum() / MEGABYTE);
    }
    try (Chromium chromium = Chromium.start()) {
      for (int round = 1; round <= 3; round++) {
        try (Chromium.Window window = chromium.window(1280, 800, ColorScheme.LIGHT)) {
          use(window.page(), folder);
        }
      }
    }
  }

  private void use(Page page, Path folder) {
    page.navigate(folder.resolve("index.html").toUri() + "#at=images");
    page.locator("[role=option]").first().waitFor();
    line(
        "first paint %.0f ms, all drawn %.0f ms, first sheet there %.0f ms",
        number(page, "performance.getEntriesByName('first-contentful-paint')[0].startTime"),
        number(page, "performance.getEntriesByName('drawn')[0].startTime"),
        number(page, "performance.getEntriesByType('resource')[0]?.responseEnd ?? NaN"));
    page.waitForTimeout(1000);
    page.evaluate(WATCH);
    longest(page, "scroll", () -> scroll(page));
    longest(page, "filter by class", () -> page.locator(".facet").getByText("sea").first().click());
    longest(page, "by answer", () -> page.locator(".facet").getByText("wrong").first().click());
    longest(page, "show all", () -> page.getByText("Show everything").first().click());
    longest(page, "type a text", () -> page.locator("#text").pressSequentially("scenes/sea/00"));
    longest(page, "empty it", () -> page.locator("#text").fill(""));
    longest(page, "order", () -> page.locator(".images select").selectOption("path"));
    longest(page, "lasso", () -> lasso(page));
    longest(page, "select all", () -> page.locator("#select-all").click());
    longest(page, "view", () -> page.keyboard().press("m"));
    longest(page, "colour", () -> page.locator(".scatter select").selectOption("right"));
    longest(page, "large view", () -> page.locator("[role=option]").nth(3).click());
  }

  private static void scroll(Page page) {
    BoundingBox strip = page.locator("#strip").boundingBox();
    page.mouse().move(strip.x + 50, strip.y + 50);
    for (int i = 0; i < 40; i++) {
      page.mouse().wheel(0, 900);
      page.waitForTimeout(30);
    }
  }

  private static void lasso(Page page) {
    BoundingBox box = page.locator("#scatter").boundingBox();
    page.mouse().move(box.x + 20, box.y + 20);
    page.mouse().down();
    for (int i = 0; i < 60; i++) {
      double angle = 2 * Math.PI * i / 60;
      page.mouse()
          .move(
              box.x + box.width * (0.5 - 0.45 * Math.cos(angle)),
              box.y + box.height * (0.5 - 0.45 * Math.sin(angle)));
    }
    page.mouse().up();
  }

  private void longest(Page page, String what, Runnable act) {
    page.evaluate("() => { window.longest = 0; }");
    act.run();
    page.waitForTimeout(400);
    double blocked = number(page, "window.longest");
    line("%-16s %s", what, blocked == 0 ? "below 50 ms" : "%.0f ms".formatted(blocked));
  }

  private static double number(Page page, String expression) {
    return page.evaluate("() => " + expression) instanceof Number value
        ? value.doubleValue()
        : Double.NaN;
  }

  private void line(String format, Object... values) {
    console.result(String.format(Locale.ROOT, format, values));
  }
}
