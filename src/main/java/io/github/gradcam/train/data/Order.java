package io.github.gradcam.train.data;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The order in which an epoch visits the images.
 *
 * @param shuffled whether each epoch has its own random order
 * @param seed the seed of the orders and of the augmentation
 * @param views how many views of an image there are, which epochs show in turns; 0 where each epoch
 *     has its own
 */
public record Order(boolean shuffled, long seed, int views) {

  /**
   * Visits the images in another random order each epoch.
   *
   * @param seed the seed of the run
   * @return that order
   */
  public static Order shuffled(long seed) {
    return new Order(true, seed, 0);
  }

  /**
   * Visits the images as they are listed.
   *
   * @return that order
   */
  public static Order sequential() {
    return new Order(false, 0, 0);
  }

  /**
   * Shows the same views again and again.
   *
   * @param count how many of each image, at least 1
   * @return the same order of images
   */
  public Order withViews(int count) {
    return new Order(shuffled, seed, count);
  }

  /** The number of the view that an epoch shows. */
  int view(int epoch) {
    return views == 0 ? epoch : epoch % views;
  }

  /**
   * Lists the positions of an epoch.
   *
   * @param count the number of images
   * @param epoch the epoch's number, from 0
   * @return each of 0..count-1 once
   */
  public int[] positions(int count, int epoch) {
    int[] positions = new int[count];
    for (int i = 0; i < count; i++) {
      positions[i] = i;
    }
    if (shuffled) {
      shuffle(positions, new SplittableRandom(Seed.of(seed, epoch)));
    }
    return positions;
  }

  /**
   * Shuffles in place (Fisher-Yates).
   *
   * @param values what to shuffle
   * @param random where the choices come from
   */
  public static void shuffle(int[] values, RandomGenerator random) {
    for (int last = values.length - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      int value = values[last];
      values[last] = values[other];
      values[other] = value;
    }
  }
}
