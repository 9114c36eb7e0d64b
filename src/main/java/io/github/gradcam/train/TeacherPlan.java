package io.github.gradcam.train;

import io.github.gradcam.train.data.BatchShape;

/**
 * What is learned from the answers of another network (Hinton et al. 2015, arXiv:1503.02531), which
 * sees the very crops that the student sees (Beyer et al. 2022, arXiv:2106.05237). With the
 * student's logits z, the teacher's t and the target y, an image's loss is (1 - w) CE(y,
 * softmax(z)) + w T^2 CE(softmax(t / T), softmax(z / T)) + b |u - f|^2 / K; an image without a
 * label has the last two parts alone. In the third, a hint of what the teacher sees (Romero et al.,
 * ICLR 2015, arXiv:1412.6550), f are the K features of {@link Teacher#features} and u is what a
 * matrix that learns too, and is left out of the finished network, makes of the student's last
 * features.
 *
 * @param teacher the name of its file or folder
 * @param digest of its file, in hexadecimal
 * @param preprocessing what is done with the pixels that it sees
 * @param weight w, above 0 and at most 1
 * @param temperature T, above 0
 * @param featureWeight b, at least 0; at 0 the teacher's features are not learned
 * @param views how many crops of each image are answered; epochs show them in turns
 * @param unlabelled how many images without labels are learned from too
 */
public record TeacherPlan(
    String teacher,
    String digest,
    String preprocessing,
    float weight,
    float temperature,
    float featureWeight,
    int views,
    int unlabelled) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  public TeacherPlan {
    if (!(weight > 0 && weight <= 1)) {
      throw new IllegalArgumentException(
          "Expected a weight of the teacher above 0 and at most 1, found " + weight);
    }
    if (!(temperature > 0 && temperature <= 100)) {
      throw new IllegalArgumentException(
          "Expected a temperature of the teacher above 0 and at most 100, found " + temperature);
    }
    if (!(featureWeight >= 0 && featureWeight <= 1000)) {
      throw new IllegalArgumentException(
          "Expected a weight of the teacher's features of 0 to 1000, found " + featureWeight);
    }
    BatchShape.checkPositive("views of an image", views);
  }
}
