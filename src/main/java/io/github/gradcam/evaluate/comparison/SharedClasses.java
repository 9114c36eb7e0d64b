package io.github.gradcam.evaluate.comparison;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The classes of two models, matched by their names, in whatever order either has them. Of classes
 * with one name, the first of one model is the first of the other.
 */
public final class SharedClasses {

  private static final int SHOWN = 5;

  private final int[] ofB;

  private SharedClasses(int[] ofB) {
    this.ofB = ofB;
  }

  /**
   * Matches classes.
   *
   * @param a labels of the one model, in its order
   * @param b labels of the other
   * @return the match
   * @throws IllegalArgumentException if one has a class that the other has not; the message names
   *     some
   */
  public static SharedClasses of(List<String> a, List<String> b) {
    Map<String, Integer> inA = places(a);
    Map<String, Integer> inB = places(b);
    List<String> onlyA = inA.keySet().stream().filter(name -> !inB.containsKey(name)).toList();
    List<String> onlyB = inB.keySet().stream().filter(name -> !inA.containsKey(name)).toList();
    if (!onlyA.isEmpty() || !onlyB.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected models with the same classes, found %d classes in A and %d in B: only in A %s; only in B %s; --labels names the classes of a model that does not say them"
              .formatted(a.size(), b.size(), some(onlyA), some(onlyB)));
    }
    int[] ofB = new int[a.size()];
    inA.forEach((name, index) -> ofB[index] = inB.getOrDefault(name, 0)); // it is there
    return new SharedClasses(ofB);
  }

  /**
   * The other model's class of the same name.
   *
   * @param classOfA an index of A
   * @return its index in B
   */
  public int ofB(int classOfA) {
    return ofB[classOfA];
  }

  /**
   * How far two answers to one image lie apart: half the sum of the differences of the
   * probabilities, class by class (the total variation distance).
   *
   * @param a probabilities of A's classes, in its order
   * @param b those of B's, in its order
   * @return 0 for the same probabilities, 1 for answers that have nothing in common
   */
  public double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs((double) a[i] - b[ofB[i]]);
    }
    return Math.min(1, sum / 2);
  }

  /** Names, those that were there before with their number behind them, and their indexes. */
  private static Map<String, Integer> places(List<String> labels) {
    Map<String, Integer> times = new HashMap<>();
    Map<String, Integer> places = new LinkedHashMap<>();
    for (int i = 0; i < labels.size(); i++) {
      int time = times.merge(labels.get(i), 1, Integer::sum);
      // no label holds a line break
      places.put(time == 1 ? labels.get(i) : labels.get(i) + "\n" + time, i);
    }
    return places;
  }

  private static String some(List<String> names) {
    if (names.isEmpty()) {
      return "none";
    }
    List<String> shown =
        new ArrayList<>(
            names.stream().limit(SHOWN).map(name -> name.replace("\n", ", number ")).toList());
    String more = names.size() > SHOWN ? " and %d more".formatted(names.size() - SHOWN) : "";
    return shown.stream().collect(Collectors.joining(", ", "(", ")")) + more;
  }
}
