package io.github.gradcam.benchmark.peers;

import org.jspecify.annotations.Nullable;

/**
 * What was measured of a peer.
 *
 * @param network its name for people
 * @param peer its name
 * @param batch how many images at once
 * @param forward of a whole batch
 * @param gradCam of a whole batch, forward included; null where the peer has no gradients
 * @param forwardRatio the median of ours by that of the peer; below 1 ours is faster
 * @param gradCamRatio the same with Grad-CAM
 */
record Row(
    String network,
    String peer,
    int batch,
    Spread forward,
    @Nullable Spread gradCam,
    double forwardRatio,
    @Nullable Double gradCamRatio) {

  static Row of(
      String network,
      String peer,
      int batch,
      Spread forward,
      @Nullable Spread gradCam,
      Spread oursForward,
      @Nullable Spread oursGradCam) {
    Double ratio =
        gradCam == null || oursGradCam == null ? null : oursGradCam.median() / gradCam.median();
    return new Row(
        network, peer, batch, forward, gradCam, oursForward.median() / forward.median(), ratio);
  }

  /** A row of the table. */
  String markdown() {
    return "| %s | %s | %d | %s | %s | %.2f | %s |"
        .formatted(
            network,
            peer,
            batch,
            forward.text(),
            gradCam == null ? "" : gradCam.text(),
            forwardRatio,
            gradCamRatio == null ? "" : "%.2f".formatted(gradCamRatio));
  }
}
