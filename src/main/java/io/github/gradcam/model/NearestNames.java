package io.github.gradcam.model;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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

  /**
   * The name that was probably meant.
   *
   * @param name the unknown name
   * @param known the names to choose from
   * @return the nearest name; none where more than a third of its letters differ
   */
  public static Optional<String> likely(String name, List<String> known) {
    return of(name, known, 1).stream()
        .filter(nearest -> distance(name, nearest) * 3 <= nearest.length())
        .findFirst();
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
