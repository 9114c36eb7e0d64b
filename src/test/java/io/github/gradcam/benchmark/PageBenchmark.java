package io.github.gradcam.benchmark;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import io.github.gradcam.report.dataset.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * How long people wait: for {@code ./gradcam serve} to answer, and in a browser from the drop of an
 * image to its map on the screen.
 */
final class PageBenchmark {

  private static final int STARTS = 5;
  private static final int DROPS = 9;

  /** Columns of a photo of 12 megapixels, and its rows. */
  private static final int[] LARGE = {4000, 3000};

  /** Drops a file, and gives the milliseconds until the answer is there and the frame drawn. */
  private static final String DROP =
      """
      ({b64, name}) => new Promise(done => {
        const bytes = Uint8Array.from(atob(b64), c => c.charCodeAt(0));
        const data = new DataTransfer();
        data.items.add(new File([bytes], name, {type: 'image/jpeg'}));
        const answer = document.getElementById('answer');
        const begun = performance.now();
        new MutationObserver((changes, self) => {
          if (answer.textContent !== '') {
            self.disconnect();
            requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begun)));
          }
        }).observe(answer, {childList: true});
        document.getElementById('drop').dispatchEvent(
            new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));
      })
      """;

  private final Console console;
  private final Path image;

  /**
   * Prepares.
   *
   * @param console where the numbers go
   * @param images the first of this folder is dropped
   */
  PageBenchmark(Console console, Path images) throws IOException {
    this.console = console;
    try (var all = Files.list(images)) {
      this.image =
          all.filter(file -> file.toString().endsWith(".jpg"))
              .sorted()
              .findFirst()
              .orElseThrow(
                  () ->
                      new IOException(
                          "Expected a .jpg in %s to drop, found none".formatted(images)));
    }
  }

  /** Prints medians, and the first of each beside them. */
  void run() throws IOException, ImageReadException {
    Path launcher = Path.of("gradcam").toAbsolutePath();
    ServingProcess.start(launcher).close(); // builds, and fills the caches
    List<Double> starts = new ArrayList<>();
    for (int i = 0; i < STARTS; i++) {
      try (ServingProcess server = ServingProcess.start(launcher)) {
        starts.add(server.seconds());
      }
    }
    console.result(
        "From ./gradcam serve to its answer: %.2f s, median of %d (%.2f to %.2f)"
            .formatted(
                median(starts),
                STARTS,
                starts.stream().min(Double::compare).orElseThrow(),
                starts.stream().max(Double::compare).orElseThrow()));
    RgbImage small = ImageFiles.read(image);
    RgbImage large = Resize.bilinear(small, LARGE[0], LARGE[1]);
    try (ServingProcess server = ServingProcess.start(launcher);
        Chromium chromium = Chromium.start()) {
      drops(chromium, server, "%d x %d".formatted(small.width(), small.height()), jpeg(small));
      drops(chromium, server, "%d x %d".formatted(LARGE[0], LARGE[1]), jpeg(large));
    }
  }

  private static byte[] jpeg(RgbImage image) {
    return ImageFiles.encodeJpeg(image, 92);
  }

  private void drops(Chromium chromium, ServingProcess server, String size, byte[] jpeg) {
    List<Double> waits = new ArrayList<>();
    for (int i = 0; i < DROPS; i++) {
      try (Chromium.Window window = chromium.window(1280, 900, ColorScheme.LIGHT)) {
        Page page = window.page();
        page.navigate(server.address());
        page.waitForFunction("() => document.getElementById('method').options.length > 1");
        Object wait =
            page.evaluate(
                DROP, Map.of("b64", Base64.getEncoder().encodeToString(jpeg), "name", "image.jpg"));
        waits.add(((Number) wait).doubleValue());
      }
    }
    console.result(
        "From the drop of a JPEG of %s (%,d bytes) to its map on the screen: the first %.0f ms, median of %d %.0f ms"
            .formatted(size, jpeg.length, waits.get(0), DROPS, median(waits)));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
