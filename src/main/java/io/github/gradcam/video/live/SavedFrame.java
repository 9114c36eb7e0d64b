package io.github.gradcam.video.live;

import io.github.gradcam.image.FailureWords;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** An image that the viewer keeps. */
final class SavedFrame {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT);

  private SavedFrame() {}

  /**
   * Saves an image under a name that tells the time.
   *
   * @return what came of it, in a sentence
   */
  static String save(RgbImage picture, Path folder) {
    Path file =
        folder.resolve(
            "gradcam-%s.png".formatted(TIME.format(LocalDateTime.now(ZoneId.systemDefault()))));
    try {
      ImageFiles.write(picture, file);
      return "Saved " + file;
    } catch (IOException e) {
      return "Expected to save %s, found: %s".formatted(file, FailureWords.of(e));
    }
  }
}
