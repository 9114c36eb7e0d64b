package io.github.gradcam.explain.map;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Where a heatmap is hottest, relative to the image.
 *
 * @param left its left edge, 0..1 of the width
 * @param top its upper edge, 0..1 of the height
 * @param width 0..1 of the image's width
 * @param height 0..1 of the image's height
 */
public record HotBox(double left, double top, double width, double height) {

  private static final float HOT = 0.5f;

  /** The box around all places of at least half of the maximum that hang together with it. */
  static HotBox of(Heatmap map) {
    float[] values = map.values();
    int peak = 0;
    for (int i = 1; i < values.length; i++) {
      peak = values[i] > values[peak] ? i : peak;
    }
    return new Flood(map, HOT * values[peak]).from(peak);
  }

  /** Fills the region around a place. */
  private static final class Flood {

    private final Heatmap map;
    private final float least;
    private final boolean[] seen;
    private final Deque<Integer> border = new ArrayDeque<>();
    private int left;
    private int top;
    private int right;
    private int bottom;

    Flood(Heatmap map, float least) {
      this.map = map;
      this.least = least;
      this.seen = new boolean[map.values().length];
      this.left = map.width();
      this.top = map.height();
    }

    HotBox from(int place) {
      visit(place % map.width(), place / map.width());
      while (!border.isEmpty()) {
        int next = border.pop();
        for (int y = next / map.width() - 1; y <= next / map.width() + 1; y++) {
          for (int x = next % map.width() - 1; x <= next % map.width() + 1; x++) {
            visit(x, y);
          }
        }
      }
      double width = map.width();
      double height = map.height();
      return new HotBox(
          left / width, top / height, (right + 1 - left) / width, (bottom + 1 - top) / height);
    }

    private void visit(int x, int y) {
      if (x < 0 || y < 0 || x >= map.width() || y >= map.height()) {
        return;
      }
      int place = y * map.width() + x;
      if (!seen[place] && map.values()[place] >= least) {
        seen[place] = true;
        border.push(place);
        left = Math.min(left, x);
        right = Math.max(right, x);
        top = Math.min(top, y);
        bottom = Math.max(bottom, y);
      }
    }
  }
}
