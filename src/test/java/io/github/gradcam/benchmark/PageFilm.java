package io.github.gradcam.benchmark;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotType;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.image.QuarterTurn;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import io.github.gradcam.report.dataset.Chromium;
import io.github.gradcam.video.media.Ratio;
import io.github.gradcam.video.media.VideoFormat;
import io.github.gradcam.video.media.VideoWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Makes {@code docs/serve.jpg} and {@code docs/serve.webp}: an image is dropped on the page, its
 * map is looked at, a region is covered, and methods stand side by side. Each step is a picture of
 * the page in a browser; how long it is shown does not depend on the machine.
 */
final class PageFilm {

  private static final int WIDTH = 1120;
  private static final int HEIGHT = 900;
  private static final long STEP = 70; // milliseconds of a frame in which something moves
  private static final long LOOK = 1800;
  private static final Path IMAGE = Path.of("data", "mountain-lake-sherburne.jpg");

  /** A pointer, and the image that it carries: a browser without a screen draws none. */
  private static final String POINTER =
      """
      ({b64}) => {
        const make = (name, style) => {
          const made = document.createElement(name);
          Object.assign(made.style, {position: 'fixed', zIndex: 99, pointerEvents: 'none'}, style);
          document.body.append(made);
          return made;
        };
        const carried = make('img', {width: '170px', opacity: .85, borderRadius: '6px'});
        carried.alt = '';
        const bytes = Uint8Array.from(atob(b64), c => c.charCodeAt(0));
        window.film = {file: new File([bytes], 'lake.jpg', {type: 'image/jpeg'})};
        carried.src = URL.createObjectURL(film.file);
        const ring = make('div', {width: '22px', height: '22px', border: '3px solid #111',
            background: 'rgb(255 255 255 / .75)', borderRadius: '50%', margin: '-11px 0 0 -11px'});
        film.to = (x, y) => {
          for (const each of [ring, carried]) {
            Object.assign(each.style, {left: x + 'px', top: y + 'px'});
          }
        };
        film.drop = () => {
          carried.remove();
          const data = new DataTransfer();
          data.items.add(film.file);
          document.getElementById('drop').dispatchEvent(
              new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));
        };
        film.to(-400, 500);
      }
      """;

  private final Console console;
  private final Path file;
  private long time;
  private double x = 60;
  private double y = HEIGHT - 60;

  /**
   * Prepares.
   *
   * @param console is told what was made
   * @param file to write, a .webp
   */
  PageFilm(Console console, Path file) {
    this.console = console;
    this.file = file;
  }

  /** Makes it. */
  void run() throws IOException, ImageReadException {
    VideoFormat format =
        new VideoFormat(
            WIDTH,
            HEIGHT,
            QuarterTurn.NONE,
            new Ratio(1, 1),
            new Ratio(14, 1),
            new Ratio(1, 1000),
            0,
            0);
    try (ServingProcess server = ServingProcess.start(Path.of("gradcam").toAbsolutePath());
        Chromium chromium = Chromium.start()) {
      still(chromium, server.address() + "?sample=sea-cliffs.jpg");
      try (Chromium.Window window = chromium.window(WIDTH, HEIGHT, ColorScheme.LIGHT);
          VideoWriter out = new VideoWriter(file, format)) {
        Page page = window.page();
        page.navigate(server.address());
        page.waitForFunction("() => document.querySelectorAll('#samples img').length > 1");
        play(new Stage(page, out));
        out.finish(true, time);
      }
    }
    console.result("%s: %.1f s, %,d bytes".formatted(file, time / 1000.0, Files.size(file)));
  }

  private void still(Chromium chromium, String address) throws IOException {
    try (Chromium.Window window = chromium.window(1280, 1000, ColorScheme.LIGHT)) {
      Page page = window.page();
      page.navigate(address);
      page.waitForFunction("() => document.getElementById('answer').textContent !== ''");
      Path image = file.resolveSibling("serve.jpg");
      Files.write(
          image,
          page.screenshot(
              new Page.ScreenshotOptions().setType(ScreenshotType.JPEG).setQuality(85)));
    }
  }

  /** The page that is filmed. */
  private record Stage(Page page, VideoWriter out) {}

  private void play(Stage stage) throws IOException, ImageReadException {
    Page page = stage.page();
    page.evaluate(
        POINTER, Map.of("b64", Base64.getEncoder().encodeToString(Files.readAllBytes(IMAGE))));
    shot(stage, LOOK / 2);
    moveTo(stage, 260, 430, 9);
    page.evaluate("() => film.drop()");
    page.locator("#drop:not(.busy)").waitFor();
    page.waitForFunction("() => document.getElementById('answer').textContent !== ''");
    shot(stage, LOOK);
    slide(stage, "opacity", 0.5, 0.95);
    slide(stage, "opacity", 0.95, 0.5);
    slide(stage, "split", 0, 0.65);
    shot(stage, LOOK / 2);
    slide(stage, "split", 0.65, 0);
    brush(stage);
    press(stage, "#side");
    page.waitForFunction(
        "() => [...document.querySelectorAll('figure canvas')].every(c => c.ariaLabel.includes('%'))");
    shot(stage, LOOK);
    BoundingBox map = page.locator("figure canvas").first().boundingBox();
    for (double[] at : new double[][] {{.3, .3}, {.8, .6}, {.5, .85}}) {
      moveTo(stage, map.x + at[0] * map.width, map.y + at[1] * map.height, 5);
      shot(stage, LOOK / 2);
    }
    shot(stage, LOOK);
  }

  private void brush(Stage stage) throws IOException, ImageReadException {
    Page page = stage.page();
    press(stage, "#brush");
    page.locator("#size").fill("0.16");
    page.evaluate("() => scrollTo(0, 0)");
    BoundingBox box = page.locator("#stage").boundingBox();
    moveTo(stage, box.x + 0.56 * box.width, box.y + 0.5 * box.height, 5);
    page.mouse().down();
    moveTo(stage, box.x + 0.97 * box.width, box.y + 0.42 * box.height, 7);
    page.mouse().up();
    page.waitForFunction("() => document.getElementById('change').textContent.startsWith('With')");
    shot(stage, 2 * LOOK);
    press(stage, "#clear");
    press(stage, "#brush");
  }

  private void slide(Stage stage, String id, double from, double to)
      throws IOException, ImageReadException {
    Locator slider = stage.page().locator("#" + id);
    BoundingBox box = slider.boundingBox();
    int steps = 8;
    for (int i = 0; i <= steps; i++) {
      double value = from + (to - from) * i / steps;
      slider.evaluate(
          "(e, value) => { e.value = value; e.dispatchEvent(new Event('input')); }", value);
      moveTo(stage, box.x + 8 + value * (box.width - 16), box.y + box.height / 2, 1);
    }
  }

  private void press(Stage stage, String button) throws IOException, ImageReadException {
    Locator wanted = stage.page().locator(button);
    BoundingBox box = wanted.boundingBox();
    moveTo(stage, box.x + box.width / 2, box.y + box.height / 2, 5);
    wanted.click();
    stage.page().evaluate("() => scrollTo(0, 0)");
    shot(stage, 4 * STEP);
  }

  private void moveTo(Stage stage, double toX, double toY, int steps)
      throws IOException, ImageReadException {
    double fromX = x;
    double fromY = y;
    for (int i = 1; i <= steps; i++) {
      x = fromX + (toX - fromX) * i / steps;
      y = fromY + (toY - fromY) * i / steps;
      stage.page().mouse().move(x, y);
      stage.page().evaluate("([x, y]) => film.to(x, y)", List.of(x, y));
      shot(stage, STEP);
    }
  }

  private void shot(Stage stage, long milliseconds) throws IOException, ImageReadException {
    stage.out().write(ImageFiles.decode(stage.page().screenshot(), "screenshot"), time);
    time += milliseconds;
  }
}
