package io.github.gradcam.image;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the picture of an explanation shows. */
public enum View {
  /** The heatmap laid over the photo. */
  OVERLAY {
    @Override
    RgbImage compose(RgbImage photo, Heat heat, Caption caption) {
      return Note.on(heat.overlay(photo), caption);
    }
  },
  /** The heatmap alone, at the photo's size. */
  HEATMAP {
    @Override
    RgbImage compose(RgbImage photo, Heat heat, Caption caption) {
      return Note.on(heat.alone(photo), caption);
    }
  },
  /** The photo, and to its right the overlay. */
  SIDE_BY_SIDE {
    @Override
    RgbImage compose(RgbImage photo, Heat heat, Caption caption) {
      Canvas canvas = new Canvas(2 * photo.width(), photo.height());
      canvas.put(photo, 0, 0);
      canvas.put(Note.on(heat.overlay(photo), caption), photo.width(), 0);
      return canvas.image();
    }
  },
  /** Photo, overlay, colour bar, title and the top classes with their probabilities. */
  PANEL {
    @Override
    RgbImage compose(RgbImage photo, Heat heat, Caption caption) {
      return new Panel(photo, heat, caption).draw();
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
    for (View view : values()) {
      if (view.toString().equalsIgnoreCase(name)) {
        return view;
      }
    }
    throw new IllegalArgumentException(
        "Expected a view of %s, found \"%s\""
            .formatted(
                Arrays.stream(values()).map(View::toString).collect(Collectors.joining(", ")),
                name));
  }

  /**
   * Draws an explanation. Photo and overlay keep the photo's size, pixel for pixel.
   *
   * @param photo the photo
   * @param map the heatmap: values of 0..1 in the order [row][column]; NaN counts as 0
   * @param mapWidth the map's columns
   * @param mapHeight the map's rows
   * @param overlay colours and share of the heatmap
   * @param caption what is written; outside the panel only why a heatmap is blank
   * @return the picture
   */
  public RgbImage draw(
      RgbImage photo, float[] map, int mapWidth, int mapHeight, Overlay overlay, Caption caption) {
    return compose(photo, new Heat(map, mapWidth, mapHeight, overlay), caption);
  }

  /** Loads what drawing needs, fonts for a panel; a thread may call it while others prepare. */
  public void prepare() {
    RgbImage pixel = new RgbImage(1, 1, new byte[RgbImage.CHANNELS]);
    Caption caption = new Caption("", "", List.of(), null);
    draw(pixel, new float[1], 1, 1, new Overlay(Colormap.GRAY, 0), caption);
  }

  /** The name as it is typed: lower case with hyphens. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  abstract RgbImage compose(RgbImage photo, Heat heat, Caption caption);
}
