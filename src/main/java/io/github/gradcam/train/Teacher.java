package io.github.gradcam.train;

import io.github.gradcam.train.data.Example;
import java.util.List;

/** Another network's answers for what a training shows. */
public interface Teacher {

  /** {@return images without labels that are learned from too} */
  List<Example> unlabelled();

  /**
   * Counts the features that the answers hold: the means of the teacher's last feature maps, less
   * their mean over the images, in units in which their mean variance is 1.
   *
   * @return K, 0 where none are learned
   */
  int features();

  /**
   * Answers for the views that an epoch shows.
   *
   * @param examples images to learn from, labelled or not
   * @param epoch the epoch's number from 0
   * @return probabilities at the plan's temperature, then the features, [N][classes + K]
   */
  float[][] answers(List<Example> examples, int epoch);
}
