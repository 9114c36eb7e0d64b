package io.github.gradcam.batch.gallery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names as parts of file names. */
final class UniqueWords {

  private UniqueWords() {}

  /** Lower-case letters and digits with hyphens between them, each name with words of its own. */
  static List<String> of(List<String> names) {
    Set<String> taken = new HashSet<>();
    List<String> words = new ArrayList<>();
    for (String name : names) {
      words.add(unique(name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-"), taken));
    }
    return words;
  }

  /** The word, or with a number where it is taken; it is taken from now on. */
  static String unique(String word, Set<String> taken) {
    String candidate = word;
    for (int i = 2; !taken.add(candidate.toLowerCase(Locale.ROOT)); i++) {
      candidate = word + "-" + i;
    }
    return candidate;
  }
}
