package io.github.gradcam.benchmark.parts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Which variant of each part belongs to which class. Sets of parts are numbers whose bit p stands
 * for {@code Part.values()[p]}.
 *
 * @param variants [classes], each with the variant 0..3 of each part
 */
public record FigureClasses(List<List<Integer>> variants) {

  /** All parts. */
  public static final int ALL = (1 << Part.COUNT) - 1;

  /** How many parts two classes may have in common. */
  private static final int MOST_COMMON = 2;

  private static final int ATTEMPTS = 200;

  /**
   * Two classes that a figure of another class can be asked about.
   *
   * @param first a class
   * @param second another
   * @param firstParts what the figure has in common with the first class: two parts
   * @param secondParts what it has in common with the second: two others
   */
  public record Contrast(int first, int second, int firstParts, int secondParts) {}

  /**
   * Draws classes of which any two have at most two parts in common, and each has a {@link
   * #contrast}.
   *
   * @param count how many; 16 can be had, fewer than 9 or more than 64 not
   * @param seed decides which
   * @throws IllegalArgumentException if there are not so many
   */
  public static FigureClasses draw(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      List<List<Integer>> drawn = new ArrayList<>();
      for (int tries = 0; drawn.size() < count && tries < 100 * count; tries++) {
        List<Integer> one = random.ints(Part.COUNT, 0, Part.VARIANTS).boxed().toList();
        if (drawn.stream().allMatch(other -> size(common(one, other)) <= MOST_COMMON)) {
          drawn.add(one);
        }
      }
      FigureClasses classes = new FigureClasses(List.copyOf(drawn));
      if (drawn.size() == count
          && IntStream.range(0, count).allMatch(i -> classes.contrast(i).isPresent())) {
        return classes;
      }
    }
    throw new IllegalArgumentException(
        "Expected a number of classes, such as 16, that can differ in three parts and have a"
            + " contrast, found "
            + count);
  }

  public int count() {
    return variants.size();
  }

  /** What a class is called: the variants of its parts, such as {@code 02131}. */
  public String label(int index) {
    StringBuilder label = new StringBuilder();
    variants.get(index).forEach(label::append);
    return label.toString();
  }

  /** In the order of the classes. */
  public List<String> labels() {
    return IntStream.range(0, count()).mapToObj(this::label).toList();
  }

  /** The parts that two classes have in common. */
  public int common(int one, int other) {
    return common(variants.get(one), variants.get(other));
  }

  private static int common(List<Integer> one, List<Integer> other) {
    int parts = 0;
    for (int p = 0; p < Part.COUNT; p++) {
      parts |= one.get(p).equals(other.get(p)) ? 1 << p : 0;
    }
    return parts;
  }

  /** How many parts a set has. */
  public static int size(int parts) {
    return Integer.bitCount(parts);
  }

  /** The classes that have all of the parts that are left of a class. */
  public int[] consistent(int index, int left) {
    return IntStream.range(0, count())
        .filter(other -> (common(index, other) & left) == left)
        .toArray();
  }

  /**
   * The smallest sets of parts that tell a class from all others: none has a part to spare.
   *
   * @return at least one set
   */
  public int[] minimalSufficient(int index) {
    int[] sufficient =
        IntStream.rangeClosed(1, ALL).filter(set -> consistent(index, set).length == 1).toArray();
    return Arrays.stream(sufficient)
        .filter(set -> Arrays.stream(sufficient).noneMatch(o -> o != set && (o & set) == o))
        .toArray();
  }

  /** The first two classes that each have two parts in common with a class, and other ones. */
  public Optional<Contrast> contrast(int index) {
    for (int first = 0; first < count(); first++) {
      for (int second = first + 1; second < count(); second++) {
        int one = common(index, first);
        int two = common(index, second);
        if (size(one) == 2 && size(two) == 2 && (one & two) == 0) {
          return Optional.of(new Contrast(first, second, one, two));
        }
      }
    }
    return Optional.empty();
  }
}
