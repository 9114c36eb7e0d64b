package io.github.gradcam.report;

import java.awt.Color;

/** Colours from near white to dark blue, evenly growing darker. */
final class BlueScale {

  private static final int[][] STOPS = {
    {0xf5, 0xf8, 0xfc}, {0xc6, 0xdb, 0xef}, {0x6b, 0xae, 0xd6}, {0x21, 0x71, 0xb5}, {0x08, 0x30, 0x6b}
  };
  private static final double WHITE_INK_FROM = 0.55;

  private BlueScale() {}

  /** The colour of a share in 0..1. */
  static Color at(double share) {
    double position = Math.min(1, Math.max(0, share)) * (STOPS.length - 1);
    int lower = Math.min((int) position, STOPS.length - 2);
    double part = position - lower;
    return new Color(mix(lower, 0, part), mix(lower, 1, part), mix(lower, 2, part));
  }

  /** The colour of text that can be read on the colour of a share. */
  static Color inkOn(double share, Color dark) {
    return share >= WHITE_INK_FROM ? Color.WHITE : dark;
  }

  private static int mix(int stop, int channel, double part) {
    int from = STOPS[stop][channel];
    return (int) Math.round(from + part * (STOPS[stop + 1][channel] - from));
  }
}
