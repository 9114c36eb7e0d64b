package io.github.gradcam.train;

import io.github.gradcam.train.data.Example;
import java.util.List;

/** Another network's answers for what a training shows. */
public interface Teacher {

  /** {@return images without labels that are learned from too} */
  List<Example> unlabelled();

  /**
   * Answers for the views that an epoch shows.
   *
   * @param examples images to learn from, labelled or not
   * @param epoch the epoch's number from 0
   * @return probabilities at the plan's temperature, [N][classes]
   */
  float[][] answers(List<Example> examples, int epoch);
}
