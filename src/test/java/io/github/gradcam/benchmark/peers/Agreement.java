package io.github.gradcam.benchmark.peers;

import org.jspecify.annotations.Nullable;

/**
 * How far a peer's numbers are from ours.
 *
 * @param network its name for people
 * @param peer its name
 * @param logits the largest difference, relative to the largest absolute logit of ours
 * @param maps the largest difference of maps scaled to 0..1; null where the peer has none
 * @param tolerance how large either may be
 */
record Agreement(
    String network, String peer, double logits, @Nullable Double maps, double tolerance) {

  /** Compares the answers to the same images. */
  static Agreement of(TestedNetwork network, Peer peer, Answers ours, Answers theirs) {
    double peak = 0;
    for (float[] row : ours.logits()) {
      for (float value : row) {
        peak = Math.max(peak, Math.abs(value));
      }
    }
    Double maps =
        theirs.maps() == null || ours.maps() == null
            ? null
            : distance(scaled(ours.maps()), scaled(theirs.maps()));
    return new Agreement(
        network.title(),
        peer.name(),
        distance(ours.logits(), theirs.logits()) / peak,
        maps,
        peer.tolerance());
  }

  /**
   * What a peer says.
   *
   * @param logits [batch][classes]
   * @param maps [batch][places]; null where it has none
   */
  @SuppressWarnings("ArrayRecordComponent") // compared value by value
  record Answers(float[][] logits, float @Nullable [][] maps) {}

  /** Whether both compute the same; not if a number is none. */
  boolean holds() {
    return logits <= tolerance && (maps == null || maps <= tolerance);
  }

  /** A sentence for people. */
  String text() {
    return "%s, %s: logits differ by %.1e of the peak, %s"
        .formatted(
            network,
            peer,
            logits,
            maps == null ? "no maps" : "maps of 0..1 by %.1e".formatted(maps));
  }

  private static double distance(float[][] ours, float[][] theirs) {
    double largest = ours.length == theirs.length ? 0 : Double.NaN;
    for (int row = 0; row < ours.length && row < theirs.length; row++) {
      if (ours[row].length != theirs[row].length) {
        return Double.NaN;
      }
      for (int i = 0; i < ours[row].length; i++) {
        largest = Math.max(largest, Math.abs(ours[row][i] - theirs[row][i]));
      }
    }
    return largest;
  }

  /** Each map from 0 to 1; one of equal values is not a number, for it would agree with any. */
  private static float[][] scaled(float[][] maps) {
    float[][] scaled = new float[maps.length][];
    for (int row = 0; row < maps.length; row++) {
      float low = Float.POSITIVE_INFINITY;
      float high = Float.NEGATIVE_INFINITY;
      for (float value : maps[row]) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      scaled[row] = new float[maps[row].length];
      for (int i = 0; i < maps[row].length; i++) {
        scaled[row][i] = (maps[row][i] - low) / (high - low);
      }
    }
    return scaled;
  }
}
