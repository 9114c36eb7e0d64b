package io.github.gradcam.explain;

import java.util.List;
import java.util.Locale;

/** How the maps of several layers become one. */
public enum Fusion {
  /** They stay apart. */
  NONE,
  /** The mean at each pixel. */
  MEAN,
  /**
   * As LayerCAM has it (Jiang et al., IEEE TIP 2021, doi:10.1109/TIP.2021.3089943): each map M
   * becomes tanh(2 M / max M), which lifts the faint maps of shallow layers; the largest at each
   * pixel counts.
   */
  LAYERCAM;

  private static final double GAMMA = 2;

  /**
   * Finds a fusion by name.
   *
   * @param name {@code none}, {@code mean} or {@code layercam}
   * @return the fusion
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Fusion of(String name) {
    for (Fusion fusion : values()) {
      if (fusion.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
        return fusion;
      }
    }
    throw new IllegalArgumentException(
        "Expected a fusion of none, mean or layercam, found '%s'".formatted(name));
  }

  /**
   * Joins maps.
   *
   * @param maps at least one, of one size, each in 0..1
   * @return values of 0..1 at the same places, not scaled again
   */
  float[] join(List<float[]> maps) {
    float[] joined = new float[maps.get(0).length];
    for (float[] map : maps) {
      for (int i = 0; i < joined.length; i++) {
        joined[i] =
            this == MEAN
                ? joined[i] + map[i] / maps.size()
                : Math.max(joined[i], (float) Math.tanh(GAMMA * map[i]));
      }
    }
    return joined;
  }
}
