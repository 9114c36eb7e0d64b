package io.github.gradcam.train.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A split that keeps the share of each class.
 *
 * @param training the images to learn from, in the order given
 * @param validation the images held back, in the order given
 */
public record StratifiedSplit(List<Example> training, List<Example> validation) {

  /**
   * Splits labelled images: of each class the rounded share is held back, at least one image, and
   * at least one is left to learn from.
   *
   * @param examples the images, at least two of each class
   * @param fraction the share to hold back, above 0 and below 1
   * @param seed decides which images are held back; the choice in one class does not depend on the
   *     others
   * @return both parts
   * @throws DataSetException if a class has a single image or an image has no label
   * @throws IllegalArgumentException if the fraction is out of range
   */
  public static StratifiedSplit of(List<Example> examples, double fraction, long seed) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException(
          "Expected a validation fraction above 0 and below 1, found " + fraction);
    }
    boolean[] held = new boolean[examples.size()];
    byClass(examples)
        .forEach((label, members) -> hold(held, members, fraction, Seed.of(seed, label)));
    List<Example> training = new ArrayList<>();
    List<Example> validation = new ArrayList<>();
    for (int i = 0; i < held.length; i++) {
      (held[i] ? validation : training).add(examples.get(i));
    }
    return new StratifiedSplit(List.copyOf(training), List.copyOf(validation));
  }

  /**
   * Adds images without labels to learn from.
   *
   * @param unlabelled the images
   * @return the labelled images to learn from, then these
   */
  public List<Example> training(List<Example> unlabelled) {
    return Stream.concat(training.stream(), unlabelled.stream()).toList();
  }

  private static Map<Integer, List<Integer>> byClass(List<Example> examples) {
    Map<Integer, List<Integer>> members = new TreeMap<>();
    for (int i = 0; i < examples.size(); i++) {
      members.computeIfAbsent(examples.get(i).classIndex(), label -> new ArrayList<>()).add(i);
    }
    members.forEach((label, indexes) -> check(label, examples, indexes));
    return members;
  }

  private static void check(int label, List<Example> examples, List<Integer> members) {
    String first = examples.get(members.get(0)).path();
    if (label == Example.UNLABELLED) {
      throw new DataSetException("Expected labelled images to split, found one without: " + first);
    }
    if (members.size() < 2) {
      throw new DataSetException(
          "Expected at least 2 images in each class, to learn from one and validate on the other;"
              + " found only "
              + first);
    }
  }

  private static void hold(boolean[] held, List<Integer> members, double fraction, long seed) {
    int[] shuffled = members.stream().mapToInt(Integer::intValue).toArray();
    Order.shuffle(shuffled, new SplittableRandom(seed));
    long share = Math.round(fraction * shuffled.length);
    long count = Math.min(Math.max(share, 1), shuffled.length - 1);
    for (int i = 0; i < count; i++) {
      held[shuffled[i]] = true;
    }
  }
}
