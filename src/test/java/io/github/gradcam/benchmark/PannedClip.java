package io.github.gradcam.benchmark;

import io.github.gradcam.cli.console.Console;
import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes the frames of the clip that {@code docs/video.webp} explains: pans over four images that
 * ship, as numbered PNGs.
 */
final class PannedClip {

  private static final int FRAMES = 27; // of an image
  private static final int WIDTH = 320;
  private static final int HEIGHT = 180;
  private static final int WINDOW = 480; // columns of the image that are seen
  private static final List<String> IMAGES =
      List.of(
          "mountain-lake-sherburne.jpg",
          "rooftops-and-street-boston.jpg",
          "forest-stream.jpg",
          "sea-surf-rocks.jpg");

  private final Console console;
  private final Path folder;

  /**
   * Prepares.
   *
   * @param console is told what was made
   * @param folder of the frames
   */
  PannedClip(Console console, Path folder) {
    this.console = console;
    this.folder = folder;
  }

  /** Makes them. */
  void run() throws IOException, ImageReadException {
    Files.createDirectories(folder);
    int number = 0;
    for (String name : IMAGES) {
      RgbImage image = ImageFiles.read(Path.of("data", name));
      for (int i = 0; i < FRAMES; i++) {
        RgbImage frame = Resize.bilinear(window(image, i / (FRAMES - 1.0)), WIDTH, HEIGHT);
        ImageFiles.write(frame, folder.resolve("%04d.png".formatted(number)));
        number++;
      }
    }
    console.result("%d frames of %d x %d in %s".formatted(number, WIDTH, HEIGHT, folder));
  }

  /** From the left to the right, at half of the height. */
  private static RgbImage window(RgbImage image, double share) {
    int rows = WINDOW * HEIGHT / WIDTH;
    int left = (int) Math.round(share * (image.width() - WINDOW));
    int top = (image.height() - rows) / 2;
    byte[] pixels = new byte[RgbImage.CHANNELS * WINDOW * rows];
    int line = RgbImage.CHANNELS * WINDOW;
    for (int y = 0; y < rows; y++) {
      int from = RgbImage.CHANNELS * ((top + y) * image.width() + left);
      System.arraycopy(image.pixels(), from, pixels, y * line, line);
    }
    return new RgbImage(WINDOW, rows, pixels);
  }
}
