package io.github.gradcam.survey;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The splits of a collection by the names of its folders, such as {@code train} and {@code val}, or
 * {@code seg_train} and {@code seg_test}: of each path the topmost such folder that not all paths
 * share.
 */
final class Splits {

  private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]|!/");

  /** A word of a name tells: {@code seg_train}, {@code train2017}, {@code test-a}. */
  private static final Set<String> WORDS =
      Set.of("train", "training", "val", "valid", "validation", "dev", "test", "testing");

  private Splits() {}

  /**
   * The split of each image.
   *
   * @param paths of the images
   * @param labels of the images, null where there is none: a folder that is named as the class of
   *     its image is no split
   * @return the folder's name; empty where there is none, and everywhere if there are not two
   */
  static List<String> of(List<String> paths, List<@Nullable String> labels) {
    List<List<String>> folders = new ArrayList<>();
    for (String path : paths) {
      List<String> parts = Arrays.asList(SEPARATOR.split(path));
      folders.add(parts.subList(0, parts.size() - 1));
    }
    int shared = shared(folders);
    List<String> splits = new ArrayList<>();
    for (int image = 0; image < paths.size(); image++) {
      List<String> own = folders.get(image);
      splits.add(split(own.subList(shared, own.size()), labels.get(image)));
    }
    Set<String> different = new HashSet<>(splits);
    different.remove("");
    return different.size() < 2 ? splits.stream().map(split -> "").toList() : splits;
  }

  private static String split(List<String> folders, @Nullable String label) {
    for (int i = 0; i < folders.size(); i++) {
      String folder = folders.get(i);
      boolean ofClass = i == folders.size() - 1 && folder.equals(label);
      if (!ofClass && tells(folder)) {
        return folder;
      }
    }
    return "";
  }

  private static boolean tells(String folder) {
    return Arrays.stream(folder.toLowerCase(Locale.ROOT).split("[^a-z]+"))
        .anyMatch(WORDS::contains);
  }

  /** How many folders all paths begin with. */
  private static int shared(List<List<String>> folders) {
    if (folders.isEmpty()) {
      return 0;
    }
    List<String> first = folders.get(0);
    int shared = first.size();
    for (List<String> each : folders) {
      int same = 0;
      int most = Math.min(shared, each.size());
      while (same < most && each.get(same).equals(first.get(same))) {
        same++;
      }
      shared = same;
    }
    return shared;
  }
}
