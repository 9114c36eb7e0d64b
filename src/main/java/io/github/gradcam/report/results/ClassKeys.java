package io.github.gradcam.report.results;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names of classes as keys: ImageNet has two classes of the name "crane". */
public final class ClassKeys {

  private ClassKeys() {}

  /**
   * Makes names unique. The first class of a name keeps it; a later one gets its index behind it.
   *
   * @param labels names in index order
   * @return such as {@code crane} and {@code crane (517)}, in the same order
   */
  public static List<String> of(List<String> labels) {
    Set<String> names = new HashSet<>(labels);
    Set<String> first = new HashSet<>();
    List<String> keys = new ArrayList<>(labels.size());
    for (int i = 0; i < labels.size(); i++) {
      String key = labels.get(i);
      if (!first.add(key)) {
        String number = " (%d)".formatted(i);
        do {
          key += number;
        } while (!names.add(key));
      }
      keys.add(key);
    }
    return List.copyOf(keys);
  }
}
