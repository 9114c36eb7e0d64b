package io.github.gradcam.cli.option;

import com.beust.jcommander.Parameter;
import io.github.gradcam.cli.console.UsageException;
import org.jspecify.annotations.Nullable;

/** What is shown besides the numbers. */
public final class GalleryOptions {

  private static final String MISTAKES = "mistakes";

  @Parameter(
      names = "--gallery",
      description =
          "mistakes: explain the 100 most confident wrong answers, in mistakes/index.html of the output")
  private @Nullable String gallery;

  /** Refuses what cannot be shown, before any work. */
  public void check() {
    if (gallery != null && !gallery.equals(MISTAKES)) {
      throw new UsageException("Expected --gallery of mistakes, found '%s'".formatted(gallery));
    }
  }

  public boolean mistakes() {
    return gallery != null;
  }
}
