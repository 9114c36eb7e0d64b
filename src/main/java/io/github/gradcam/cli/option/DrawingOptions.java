package io.github.gradcam.cli.option;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import io.github.gradcam.cli.console.UsageException;
import io.github.gradcam.image.Overlay;
import io.github.gradcam.image.draw.View;
import java.util.List;
import java.util.Locale;

/** How explanations are drawn. */
public final class DrawingOptions {

  private static final List<String> FORMATS = List.of("jpg", "png");

  @Parameter(
      names = "--view",
      description = "panel, overlay, heatmap or side-by-side; all at the photo's own size")
  private String view = "panel";

  @ParametersDelegate private final ColourOptions colours = new ColourOptions();

  @Parameter(names = "--format", description = "jpg or png")
  private String format = "jpg";

  /** Refuses what cannot be drawn, before any work. */
  public void check() {
    overlay();
    view();
    if (!FORMATS.contains(extension())) {
      throw new UsageException("Expected a format of jpg or png, found '%s'".formatted(format));
    }
  }

  public Overlay overlay() {
    return colours.overlay();
  }

  public View view() {
    return View.of(view);
  }

  public String extension() {
    return format.toLowerCase(Locale.ROOT);
  }

  /** Overlays alone, as JPEG. */
  public static DrawingOptions overlayOnly() {
    DrawingOptions options = new DrawingOptions();
    options.view = "overlay";
    return options;
  }
}
