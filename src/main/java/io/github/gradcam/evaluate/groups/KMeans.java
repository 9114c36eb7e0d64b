package io.github.gradcam.evaluate.groups;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Clusters of points by k-means (Lloyd, 1982), begun by k-means++ (Arthur and Vassilvitskii, 2007):
 * the best of several starts.
 *
 * @param clusters the cluster of each point, 0 to k - 1; none is empty where k points differ
 * @param inertia the sum of the squared distances of the points to their cluster's mean
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record KMeans(int[] clusters, double inertia) {

  private static final int MOST_STEPS = 200;

  /**
   * Finds them.
   *
   * @param points [points][width], row-major
   * @param width values a point
   * @param k how many clusters, at most as many as points
   * @param restarts how often it is begun anew
   * @param seed of the starts
   */
  static KMeans of(double[] points, int width, int k, int restarts, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    KMeans best = new KMeans(new int[points.length / width], Double.POSITIVE_INFINITY);
    for (int restart = 0; restart < restarts; restart++) {
      KMeans found = once(points, width, k, random.split());
      best = found.inertia < best.inertia ? found : best;
    }
    return best;
  }

  private static KMeans once(double[] points, int width, int k, SplittableRandom random) {
    double[] centres = start(points, width, k, random);
    int[] clusters = new int[points.length / width];
    double[] distances = new double[clusters.length];
    Arrays.fill(clusters, -1);
    for (int step = 0; step < MOST_STEPS; step++) {
      boolean moved = assign(points, width, centres, k, clusters, distances);
      if (!moved) {
        break;
      }
      centres = means(points, width, k, clusters, distances);
    }
    return new KMeans(clusters, Arrays.stream(distances).sum());
  }

  /** Each next centre is a point, by chance in proportion to its squared distance to the others. */
  private static double[] start(double[] points, int width, int k, SplittableRandom random) {
    int count = points.length / width;
    double[] centres = new double[k * width];
    double[] distances = new double[count];
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
    int chosen = random.nextInt(count);
    for (int c = 0; c < k; c++) {
      System.arraycopy(points, chosen * width, centres, c * width, width);
      double total = 0;
      for (int i = 0; i < count; i++) {
        distances[i] =
            Math.min(distances[i], distance(points, i * width, centres, c * width, width));
        total += distances[i];
      }
      chosen = drawn(distances, random.nextDouble() * total);
    }
    return centres;
  }

  private static int drawn(double[] shares, double place) {
    double sum = 0;
    for (int i = 0; i < shares.length - 1; i++) {
      sum += shares[i];
      if (sum > place) {
        return i;
      }
    }
    return shares.length - 1;
  }

  private static boolean assign(
      double[] points, int width, double[] centres, int k, int[] clusters, double[] distances) {
    boolean moved = false;
    for (int i = 0; i < clusters.length; i++) {
      int nearest = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int c = 0; c < k; c++) {
        double distance = distance(points, i * width, centres, c * width, width);
        if (distance < least) {
          least = distance;
          nearest = c;
        }
      }
      moved |= clusters[i] != nearest;
      clusters[i] = nearest;
      distances[i] = least;
    }
    return moved;
  }

  /** An empty cluster takes the point that is farthest from its own. */
  private static double[] means(
      double[] points, int width, int k, int[] clusters, double[] distances) {
    double[] means = new double[k * width];
    int[] sizes = new int[k];
    for (int i = 0; i < clusters.length; i++) {
      sizes[clusters[i]]++;
      for (int d = 0; d < width; d++) {
        means[clusters[i] * width + d] += points[i * width + d];
      }
    }
    for (int c = 0; c < k; c++) {
      if (sizes[c] > 0) {
        for (int d = 0; d < width; d++) {
          means[c * width + d] /= sizes[c];
        }
      } else {
        int farthest = farthest(distances);
        distances[farthest] = 0;
        System.arraycopy(points, farthest * width, means, c * width, width);
      }
    }
    return means;
  }

  private static int farthest(double[] distances) {
    int farthest = 0;
    for (int i = 1; i < distances.length; i++) {
      farthest = distances[i] > distances[farthest] ? i : farthest;
    }
    return farthest;
  }

  private static double distance(double[] a, int from, double[] b, int start, int width) {
    double sum = 0;
    for (int d = 0; d < width; d++) {
      double difference = a[from + d] - b[start + d];
      sum += difference * difference;
    }
    return sum;
  }
}
