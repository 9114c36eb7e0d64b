package io.github.gradcam.evaluate.labels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Likely wrong labels by confident learning (Northcutt, Jiang and Chuang, "Confident Learning:
 * Estimating Uncertainty in Dataset Labels", Journal of Artificial Intelligence Research 70, 2021,
 * arXiv:1911.00068).
 *
 * <ol>
 *   <li>The threshold of a class is its mean probability over the images with its label.
 *   <li>An image with label i is counted as truly j if j is the most probable of the classes whose
 *       probability reaches their threshold; the counts of each label are scaled to its images.
 *   <li>So many images as are counted off the diagonal are taken, the likeliest first.
 * </ol>
 *
 * <p>The probabilities must be of images that the network was not trained on: it is sure of labels
 * that it has seen, wrong ones too.
 *
 * @param thresholds one a class, 0..1; NaN of a class that no image is labelled as
 * @param counts [given][true] how many images with each label truly are of each class, estimated;
 *     each row adds up to the images with that label
 * @param suspects the images whose labels are likely wrong, the likeliest first
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record LabelCheck(double[] thresholds, double[][] counts, List<LabelSuspect> suspects) {

  /** Probabilities just below their threshold by rounding reach it. */
  private static final double ROUNDING = 1e-6;

  /**
   * Finds the suspects.
   *
   * @param probabilities [images][classes], row-major; an image with a value that is not finite is
   *     left out
   * @param classes how many classes, at least 1
   * @param given the label of each image; negative where it has none
   * @param pruning which images to take
   * @return thresholds, estimated counts and suspects
   * @throws IllegalArgumentException if sizes do not fit or a label is no class
   */
  public static LabelCheck of(
      float[] probabilities, int classes, int[] given, LabelPruning pruning) {
    check(probabilities, classes, given);
    int[] labelled =
        IntStream.range(0, given.length)
            .filter(image -> given[image] >= 0 && finite(probabilities, image, classes))
            .toArray();
    double[] thresholds = thresholds(probabilities, classes, given, labelled);
    double[][] counts = new double[classes][classes];
    for (int image : labelled) {
      int confident = confident(probabilities, image * classes, thresholds);
      if (confident >= 0) {
        counts[given[image]][confident]++;
      }
    }
    calibrate(counts, given, labelled);
    Candidates candidates = new Candidates(probabilities, classes, given, labelled);
    boolean[] taken =
        switch (pruning) {
          case BY_CLASS -> candidates.byClass(counts);
          case BY_NOISE_RATE -> candidates.byNoiseRate(counts);
          case BOTH -> both(candidates.byClass(counts), candidates.byNoiseRate(counts));
        };
    return new LabelCheck(thresholds, counts, candidates.suspects(taken));
  }

  /** {@return how many labels are wrong, as estimated: the counts off the diagonal} */
  public double wrongLabels() {
    double wrong = 0;
    for (int label = 0; label < counts.length; label++) {
      wrong += Arrays.stream(counts[label]).sum() - counts[label][label];
    }
    return wrong;
  }

  private static void check(float[] probabilities, int classes, int[] given) {
    if (classes < 1 || probabilities.length != (long) given.length * classes) {
      throw new IllegalArgumentException(
          "Expected %d x %d probabilities, found %d"
              .formatted(given.length, classes, probabilities.length));
    }
    for (int label : given) {
      if (label >= classes) {
        throw new IllegalArgumentException(
            "Expected labels below %d, found %d; give a negative one for no label"
                .formatted(classes, label));
      }
    }
  }

  private static boolean finite(float[] probabilities, int image, int classes) {
    return IntStream.range(image * classes, (image + 1) * classes)
        .allMatch(i -> Float.isFinite(probabilities[i]));
  }

  private static double[] thresholds(
      float[] probabilities, int classes, int[] given, int[] labelled) {
    double[] sums = new double[classes];
    int[] images = new int[classes];
    for (int image : labelled) {
      sums[given[image]] += probabilities[image * classes + given[image]];
      images[given[image]]++;
    }
    return IntStream.range(0, classes).mapToDouble(label -> sums[label] / images[label]).toArray();
  }

  /** The most probable class among those that reach their threshold; -1 if none does. */
  private static int confident(float[] probabilities, int from, double[] thresholds) {
    int best = -1;
    for (int label = 0; label < thresholds.length; label++) {
      float p = probabilities[from + label];
      // Never so for a threshold that is NaN.
      if (p >= thresholds[label] - ROUNDING && (best < 0 || p > probabilities[from + best])) {
        best = label;
      }
    }
    return best;
  }

  /** Scales each row to the images with that label; all are right where none is confident. */
  private static void calibrate(double[][] counts, int[] given, int[] labelled) {
    int[] images = new int[counts.length];
    for (int image : labelled) {
      images[given[image]]++;
    }
    for (int label = 0; label < counts.length; label++) {
      double sum = Arrays.stream(counts[label]).sum();
      if (sum == 0) {
        counts[label][label] = images[label];
      } else {
        double scale = images[label] / sum;
        counts[label] = Arrays.stream(counts[label]).map(count -> count * scale).toArray();
      }
    }
  }

  private static boolean[] both(boolean[] a, boolean[] b) {
    for (int image = 0; image < a.length; image++) {
      a[image] &= b[image];
    }
    return a;
  }

  /** Chooses among the images. */
  private record Candidates(float[] probabilities, int classes, int[] given, int[] labelled) {

    boolean[] byClass(double[][] counts) {
      boolean[] taken = new boolean[given.length];
      for (int label = 0; label < classes; label++) {
        int own = label;
        double wrong = Arrays.stream(counts[label]).sum() - counts[label][label];
        take(taken, label, wrong, Comparator.comparingDouble(image -> p(image, own)));
      }
      return taken;
    }

    boolean[] byNoiseRate(double[][] counts) {
      boolean[] taken = new boolean[given.length];
      for (int label = 0; label < classes; label++) {
        for (int other = 0; other < classes; other++) {
          if (other != label) {
            int own = label;
            int truth = other;
            take(
                taken,
                label,
                counts[label][other],
                Comparator.comparingDouble(image -> p(image, own) - p(image, truth)));
          }
        }
      }
      return taken;
    }

    private void take(
        boolean[] taken, int label, double count, Comparator<Integer> likeliestFirst) {
      Arrays.stream(labelled)
          .filter(image -> given[image] == label)
          .boxed()
          .sorted(likeliestFirst)
          .limit(Math.round(count))
          .forEach(image -> taken[image] = true);
    }

    /** Those taken but for which the given label is the most probable all the same. */
    List<LabelSuspect> suspects(boolean[] taken) {
      List<LabelSuspect> suspects = new ArrayList<>();
      for (int image : labelled) {
        int most = mostProbable(image);
        if (taken[image] && most != given[image]) {
          double margin = p(image, given[image]) - p(image, most);
          suspects.add(new LabelSuspect(image, given[image], most, margin));
        }
      }
      suspects.sort(Comparator.comparingDouble(LabelSuspect::margin));
      return List.copyOf(suspects);
    }

    private int mostProbable(int image) {
      int most = given[image];
      for (int label = 0; label < classes; label++) {
        most = p(image, label) > p(image, most) ? label : most;
      }
      return most;
    }

    private double p(int image, int label) {
      return probabilities[image * classes + label];
    }
  }
}
