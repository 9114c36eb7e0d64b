package io.github.gradcam.evaluate.causes;

import io.github.gradcam.image.RgbImage;
import java.util.List;

/** A network, as far as trials need it: images in, the likeliest class of each out. */
@FunctionalInterface
public interface ClassAnswers {

  /**
   * ClassAnswers for images; each counts as one pass.
   *
   * @param images at the network's input size, any number
   * @return the class index of each, in order
   */
  int[] of(List<RgbImage> images);
}
