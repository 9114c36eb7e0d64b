package io.github.gradcam.train;

import java.util.Arrays;

/** What the network is asked to answer. */
public final class Targets {

  private Targets() {}

  /**
   * Makes smoothed one-hot rows (Szegedy et al., CVPR 2016): 1 - s + s / classes for the image's
   * class, s / classes for the others.
   *
   * @param labels class indexes
   * @param classes how many there are
   * @param smoothing s, 0 up to 1
   * @return [labels][classes], each row with sum 1
   */
  public static float[][] of(int[] labels, int classes, float smoothing) {
    float[][] targets = new float[labels.length][classes];
    for (int i = 0; i < labels.length; i++) {
      Arrays.fill(targets[i], smoothing / classes);
      targets[i][labels[i]] += 1 - smoothing;
    }
    return targets;
  }
}
