package io.github.gradcam.image;

/** A heatmap with how it is shown. */
@SuppressWarnings("ArrayRecordComponent") // values are handed on, never compared
record Heat(float[] map, int width, int height, Overlay overlay) {

  RgbImage overlay(RgbImage photo) {
    return overlay.blend(photo, map, width, height);
  }

  RgbImage alone(RgbImage photo) {
    return overlay.heatmap(photo, map, width, height);
  }

  /** A bar of the colours, 1 at the top and 0 at the bottom. */
  RgbImage colourBar(int barWidth, int barHeight) {
    float[] ramp = new float[barWidth * barHeight];
    for (int i = 0; i < ramp.length; i++) {
      int row = i / barWidth;
      ramp[i] = 1 - (float) row / Math.max(1, barHeight - 1);
    }
    return overlay.colormap().apply(ramp, barWidth, barHeight);
  }
}
