package io.github.gradcam.explain.map;

import java.util.List;
import java.util.Locale;

/** How the maps of several layers become one. */
public enum Fusion {
  /** They stay apart. */
  NONE,
  /** The mean at each pixel. */
  MEAN,
  /**
   * After LayerCAM (Jiang et al., IEEE TIP 2021, doi:10.1109/TIP.2021.3089943): each map M but the
   * deepest becomes tanh(2 M / max M), which lifts the faint maps of shallow layers (the paper
   * scales the first three of VGG's five stages); the largest at each pixel counts.
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
   * @param maps at least one, of one size, each in 0..1, shallow to deep
   * @return values of 0..1 at the same places, not scaled again
   */
  public float[] join(List<float[]> maps) {
    float[] joined = new float[maps.get(0).length];
    for (int layer = 0; layer < maps.size(); layer++) {
      boolean deepest = layer == maps.size() - 1;
      for (int i = 0; i < joined.length; i++) {
        float value = maps.get(layer)[i];
        joined[i] =
            this == MEAN
                ? joined[i] + value / maps.size()
                : Math.max(joined[i], deepest ? value : (float) Math.tanh(GAMMA * value));
      }
    }
    return joined;
  }
}
