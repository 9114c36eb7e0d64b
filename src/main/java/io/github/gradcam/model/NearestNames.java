package io.github.gradcam.model;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Suggests names for one that is unknown. */
public final class NearestNames {

  private NearestNames() {}

  /**
   * Sorts names by the number of letters to change (Levenshtein distance, case ignored).
   *
   * @param name the unknown name
   * @param known the names to choose from
   * @param limit how many to suggest
   * @return the nearest names, nearest first
   */
  public static List<String> of(String name, List<String> known, int limit) {
    return known.stream()
        .sorted(Comparator.comparingInt(candidate -> distance(name, candidate)))
        .limit(limit)
        .toList();
  }

  private static int distance(String first, String second) {
    String a = first.toLowerCase(Locale.ROOT);
    String b = second.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
