package io.github.gradcam.video;

import io.github.gradcam.image.HeatValues;
import org.jspecify.annotations.Nullable;

/** Smooths maps exponentially over time; a new scene or another size of map begins anew. */
final class HeatSmoothing {

  private final HalfLife halfLife;
  private @Nullable HeatValues before;

  /** With a half-life of 0 seconds maps stay as they are. */
  HeatSmoothing(HalfLife halfLife) {
    this.halfLife = halfLife;
  }

  /**
   * The map as shown.
   *
   * @param elapsed seconds since the map before, more than 0
   * @param cut whether a new scene begins
   */
  HeatValues smoothed(HeatValues heat, double elapsed, boolean cut) {
    HeatValues last = before;
    HeatValues shown = heat;
    if (!cut && last != null && last.width() == heat.width() && last.height() == heat.height()) {
      shown = Heat.mix(heat, last, halfLife.weight(elapsed));
    }
    before = shown;
    return shown;
  }
}
