package io.github.gradcam.batch;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is written of each heatmap besides its row. */
public enum HeatmapKind {
  /** Nothing. */
  NONE(""),
  /** Its values, float32 [H, W] at the network's input size, as NumPy reads them. */
  NPY(".npy"),
  /** A grey image of it at the network's input size, 0 black, 1 white. */
  PNG(".png"),
  /** The image with the heatmap laid over it. */
  OVERLAY(".jpg");

  private final String extension;

  HeatmapKind(String extension) {
    this.extension = extension;
  }

  /**
   * Finds a kind by name.
   *
   * @param name none, npy, png or overlay, in upper or lower case
   * @return the kind
   * @throws IllegalArgumentException if there is none of that name
   */
  public static HeatmapKind of(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected heatmaps of %s, found '%s'"
                        .formatted(
                            Arrays.stream(values())
                                .map(HeatmapKind::toString)
                                .collect(Collectors.joining(", ")),
                            name)));
  }

  /** How the names of its files end. */
  String extension() {
    return extension;
  }

  /** The name as it is typed. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
