package io.github.gradcam.image.draw;

import io.github.gradcam.image.Colormap;
import io.github.gradcam.image.HeatValues;
import io.github.gradcam.image.Overlay;
import io.github.gradcam.image.RgbImage;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What the image of an explanation shows. */
public enum View {
  /** The heatmap laid over the image. */
  OVERLAY {
    @Override
    public RgbImage draw(RgbImage photo, HeatValues heat, Overlay overlay, Caption caption) {
      return Note.on(overlay.blend(photo, heat), caption);
    }
  },
  /** The heatmap alone, at the image's size. */
  HEATMAP {
    @Override
    public RgbImage draw(RgbImage photo, HeatValues heat, Overlay overlay, Caption caption) {
      return Note.on(overlay.heatmap(photo, heat), caption);
    }
  },
  /** The image, and to its right the overlay. */
  SIDE_BY_SIDE {
    @Override
    public RgbImage draw(RgbImage photo, HeatValues heat, Overlay overlay, Caption caption) {
      Canvas canvas = new Canvas(2 * photo.width(), photo.height());
      canvas.put(photo, 0, 0);
      canvas.put(Note.on(overlay.blend(photo, heat), caption), photo.width(), 0);
      return canvas.image();
    }
  },
  /** Image, overlay, colour bar, title and the top classes with their probabilities. */
  PANEL {
    @Override
    public RgbImage draw(RgbImage photo, HeatValues heat, Overlay overlay, Caption caption) {
      return new Panel(photo, heat, overlay, caption).draw();
    }
  };

  /**
   * Finds a view by name.
   *
   * @param name overlay, heatmap, side-by-side or panel, in upper or lower case
   * @return the view
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static View of(String name) {
    return of(name, EnumSet.allOf(View.class));
  }

  /**
   * Finds one of some views by name.
   *
   * @param name in upper or lower case
   * @param choices the views that can be meant
   * @return the view
   * @throws IllegalArgumentException if it is none of them; the message lists their names
   */
  public static View of(String name, Set<View> choices) {
    return choices.stream()
        .filter(view -> view.toString().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected a view of %s, found '%s'"
                        .formatted(
                            choices.stream().map(View::toString).collect(Collectors.joining(", ")),
                            name)));
  }

  /**
   * Draws an explanation. Image and overlay keep the image's size, pixel for pixel.
   *
   * @param photo the image
   * @param heat the heatmap
   * @param overlay colours and share of the heatmap
   * @param caption what is written; outside the panel only why a heatmap is blank
   * @return the image
   */
  public abstract RgbImage draw(RgbImage photo, HeatValues heat, Overlay overlay, Caption caption);

  /** Loads what drawing needs, fonts for a panel; a thread may call it while others prepare. */
  public void prepare() {
    RgbImage pixel = new RgbImage(1, 1, new byte[RgbImage.CHANNELS]);
    Caption caption = new Caption("", "", List.of(), null);
    HeatValues heat = new HeatValues(new float[1], 1, 1, false);
    draw(pixel, heat, new Overlay(Colormap.GRAY, 0), caption);
  }

  /** The name as it is typed: lower case with hyphens. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
