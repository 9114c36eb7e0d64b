package io.github.gradcam.evaluate.faithfulness;

import java.util.List;

/**
 * Finds maps that are the same, so that they are measured once: where a mean over the places is all
 * that follows a layer, several methods have one formula.
 */
final class SameMaps {

  /** Maps that differ by less at every pixel are the same. */
  private static final float ROUNDING = 1e-5f;

  private SameMaps() {}

  /** For each map the number of the first that is the same; that of its own where none is. */
  static int[] of(List<float[]> maps) {
    int[] same = new int[maps.size()];
    for (int i = 0; i < same.length; i++) {
      same[i] = i;
      for (int j = 0; j < i && same[i] == i; j++) {
        if (same[j] == j && same(maps.get(i), maps.get(j))) {
          same[i] = j;
        }
      }
    }
    return same;
  }

  private static boolean same(float[] a, float[] b) {
    for (int i = 0; i < a.length; i++) {
      if (!(Math.abs(a[i] - b[i]) < ROUNDING)) {
        return false;
      }
    }
    return true;
  }
}
