package io.github.gradcam.train;

import io.github.gradcam.train.data.Example;
import java.util.Arrays;

/** What the network is asked to answer. */
public final class Targets {

  private Targets() {}

  /**
   * Makes smoothed one-hot rows (Szegedy et al., CVPR 2016): 1 - s + s / classes for the image's
   * class, s / classes for the others.
   *
   * @param labels class indexes; the row of an image without one is 0
   * @param classes how many there are
   * @param smoothing s, 0 up to 1
   * @return [labels][classes], each row of a labelled image with sum 1
   */
  public static float[][] of(int[] labels, int classes, float smoothing) {
    float[][] targets = new float[labels.length][classes];
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] != Example.UNLABELLED) {
        Arrays.fill(targets[i], smoothing / classes);
        targets[i][labels[i]] += 1 - smoothing;
      }
    }
    return targets;
  }

  /**
   * Makes the rows that a plan asks for, smoothed as it says; without a teacher's answers.
   *
   * @param plan of the training
   * @param labels class indexes; the row of an image without one is 0
   * @return [labels][classes]
   */
  public static float[][] of(TrainingPlan plan, int[] labels) {
    return of(labels, plan.labels().size(), plan.hyperparameters().labelSmoothing());
  }

  /**
   * Puts a teacher's answers behind the targets, so that mixing images mixes both.
   *
   * @param targets [N][classes]
   * @param answers [N][classes + features]
   * @return [N][2 classes + features]
   */
  static float[][] beside(float[][] targets, float[][] answers) {
    float[][] rows = new float[targets.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOf(targets[i], targets[i].length + answers[i].length);
      System.arraycopy(answers[i], 0, rows[i], targets[i].length, answers[i].length);
    }
    return rows;
  }
}
