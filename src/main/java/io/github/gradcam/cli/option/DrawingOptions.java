package io.github.gradcam.cli.option;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import io.github.gradcam.batch.gallery.Drawing;
import io.github.gradcam.cli.console.UsageException;
import io.github.gradcam.image.draw.View;
import java.util.List;
import java.util.Locale;

/** How explanations are drawn. */
public final class DrawingOptions {

  private static final List<String> FORMATS = List.of("jpg", "png");

  @Parameter(
      names = "--view",
      description = "panel, overlay, heatmap or side-by-side; all at the image's own size")
  private String view = "panel";

  @ParametersDelegate private final ColourOptions colours = new ColourOptions();

  @Parameter(names = "--format", description = "jpg or png")
  private String format = "jpg";

  @ParametersDelegate private final ExtraOptions extras = new ExtraOptions();

  /** How to draw, checked before any work. */
  public Drawing drawing() {
    String extension = format.toLowerCase(Locale.ROOT);
    if (!FORMATS.contains(extension)) {
      throw new UsageException("Expected a format of jpg or png, found '%s'".formatted(format));
    }
    return UsageException.checked(
        () ->
            new Drawing(
                View.of(view), colours.overlay(), extension, extras.kinds(), extras.threshold()));
  }
}
