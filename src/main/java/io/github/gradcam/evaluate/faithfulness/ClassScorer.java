package io.github.gradcam.evaluate.faithfulness;

import io.github.gradcam.image.InputPixels;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.model.Classifier;
import java.util.List;

/** A network, as far as the measures need it: images in, the probability of one class out. */
@FunctionalInterface
public interface ClassScorer {

  /**
   * Scores a batch.
   *
   * @param pixels the images one after the other, each uint8 RGB [height][width][3] at the
   *     network's input size
   * @param count how many images there are
   * @param classIndex the class that is asked for
   * @return the probability of that class for each image, in order
   */
  float[] probabilities(byte[] pixels, int count, int classIndex);

  /**
   * Takes a classifier.
   *
   * @param classifier stays the caller's, and is to stay open
   * @return its probabilities
   */
  static ClassScorer of(Classifier classifier) {
    return (pixels, count, classIndex) -> {
      float[][] rows = classifier.probabilities(pixels, count);
      float[] probabilities = new float[count];
      for (int i = 0; i < count; i++) {
        probabilities[i] = rows[i][classIndex];
      }
      return probabilities;
    };
  }

  /**
   * Scores images of one size, in one call.
   *
   * @param pictures at the network's input size
   * @param classIndex the class that is asked for
   * @return the probability of that class for each image, in order
   * @throws IllegalStateException if the network answers for another number of images
   */
  default float[] probabilities(List<RgbImage> pictures, int classIndex) {
    if (pictures.isEmpty()) {
      return new float[0];
    }
    byte[] batch = InputPixels.joined(pictures.stream().map(RgbImage::pixels).toList());
    float[] probabilities = probabilities(batch, pictures.size(), classIndex);
    if (probabilities.length != pictures.size()) {
      throw new IllegalStateException(
          "Expected a probability for each of %d images, found %d"
              .formatted(pictures.size(), probabilities.length));
    }
    return probabilities;
  }
}
