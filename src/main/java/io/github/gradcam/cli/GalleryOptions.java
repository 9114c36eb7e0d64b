package io.github.gradcam.cli;

import com.beust.jcommander.Parameter;
import org.jspecify.annotations.Nullable;

/** What is shown besides the numbers. */
final class GalleryOptions {

  private static final String MISTAKES = "mistakes";

  @Parameter(
      names = "--gallery",
      description =
          "mistakes: explain the 100 most confident wrong answers, in mistakes/index.html of the output")
  private @Nullable String gallery;

  /** Refuses what cannot be shown, before any work. */
  void check() {
    if (gallery != null && !gallery.equals(MISTAKES)) {
      throw new UsageException("Expected --gallery of mistakes, found '%s'".formatted(gallery));
    }
  }

  boolean mistakes() {
    return gallery != null;
  }
}
