package io.github.gradcam.explain.trial;

import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.Predictor;
import java.util.Arrays;
import java.util.List;

/**
 * What a network says of a few images, for comparisons.
 *
 * @param logits of each image
 * @param classes the likeliest of each
 * @param maps of Grad-CAM for the classes, 0..1
 */
@SuppressWarnings("ArrayRecordComponent") // compared by difference alone
record Answers(float[][] logits, int[] classes, float[][] maps) {

  /**
   * Asks a network.
   *
   * @param explainer by Grad-CAM
   * @param pixels uint8 RGB, [N][height][width][3] in the card's input size
   * @param count N, at least 1
   * @param classes to explain; none for the likeliest
   */
  static Answers of(Explainer explainer, byte[] pixels, int count, int... classes) {
    float[][] logits = explainer.classifier().logits(pixels, count);
    int[] explained =
        classes.length == 0
            ? Arrays.stream(logits).mapToInt(Predictor::likeliest).toArray()
            : classes;
    List<Explanation> explanations = explainer.explain(pixels, explained);
    float[][] maps =
        explanations.stream().map(each -> each.heatmap().values()).toArray(float[][]::new);
    return new Answers(logits, explained, maps);
  }

  /** Asks a network that is not explained otherwise. */
  static Answers of(Classifier classifier, byte[] pixels, int count, int... classes) {
    try (Explainer explainer = new Explainer(classifier, classifier.layer("auto"), new GradCam())) {
      return of(explainer, pixels, count, classes);
    }
  }

  /** The largest difference of the logits from others, as a share of the others' largest. */
  double logitsFrom(Answers others) {
    double difference = largestDifference(logits, others.logits);
    double peak = largestDifference(others.logits, new float[logits.length][logits[0].length]);
    return difference == 0 ? 0 : difference / peak;
  }

  /** The largest difference of the maps from others. */
  double mapsFrom(Answers others) {
    return largestDifference(maps, others.maps);
  }

  private static double largestDifference(float[][] some, float[][] others) {
    double largest = 0;
    for (int i = 0; i < some.length; i++) {
      for (int j = 0; j < some[i].length; j++) {
        double difference = Math.abs(some[i][j] - (double) others[i][j]);
        largest = Math.max(largest, difference); // not a number stays one
      }
    }
    return largest;
  }
}
