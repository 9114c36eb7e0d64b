package io.github.gradcam.benchmark.peers;

/** A network as one library computes it, with its images in memory. */
interface PeerNetwork {

  /** The logits of the first images: [batch][classes]. */
  float[][] forward(int batch) throws Exception;

  /**
   * Where the network looked at the layer for a class of each of the first images, after the ReLU:
   * [batch][places].
   *
   * @throws UnsupportedOperationException if the library has no gradients
   */
  float[][] gradCam(int batch, int[] classes) throws Exception;
}
