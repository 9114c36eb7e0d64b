package io.github.gradcam.cli;

import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import io.github.gradcam.video.media.FilmWriter;
import java.io.IOException;
import java.nio.file.Path;

/** Films of the sample images: the camera pans over each, with hard cuts between, and a tone. */
final class Film {

  private static final int WIDTH = 320;
  private static final int HEIGHT = 180;

  /** How far the camera pans: a tenth of the image. */
  private static final int ROOM = 10;

  private Film() {}

  /**
   * Makes a film of 320 x 180 pixels.
   *
   * @param file to write
   * @param rate frames a second, such as 30000/1001
   * @param frames of each scene
   * @param photos names in data/, one a scene
   */
  static Path write(Path file, String rate, int frames, String... photos) throws IOException {
    try (FilmWriter writer = new FilmWriter(file, WIDTH, HEIGHT, rate)) {
      for (String photo : photos) {
        RgbImage wide = Resize.bilinear(read(photo), WIDTH + WIDTH / ROOM, HEIGHT + HEIGHT / ROOM);
        for (int i = 0; i < frames; i++) {
          writer.write(window(wide, WIDTH / ROOM * i / frames, HEIGHT / ROOM * i / frames));
        }
      }
    }
    return file;
  }

  private static RgbImage read(String photo) throws IOException {
    try {
      return ImageFiles.read(Path.of("data", photo + ".jpg"));
    } catch (ImageReadException e) {
      throw new IOException(e);
    }
  }

  private static RgbImage window(RgbImage photo, int x, int y) {
    byte[] pixels = new byte[WIDTH * HEIGHT * RgbImage.CHANNELS];
    int row = WIDTH * RgbImage.CHANNELS;
    for (int i = 0; i < HEIGHT; i++) {
      int from = ((y + i) * photo.width() + x) * RgbImage.CHANNELS;
      System.arraycopy(photo.pixels(), from, pixels, i * row, row);
    }
    return new RgbImage(WIDTH, HEIGHT, pixels);
  }
}
