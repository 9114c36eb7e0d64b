package io.github.gradcam.report.dataset;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Paths told apart into what they share: each is the root, a folder and a name, in one piece.
 *
 * @param root what all begin with, up to a separator; may be empty
 * @param folders each folder below the root once, up to a separator
 * @param folder of each path, the place of its folder
 * @param names of each path, what follows its folder
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record ImagePaths(String root, List<String> folders, int[] folder, List<String> names) {

  static ImagePaths of(List<String> paths) {
    String root = root(paths);
    Map<String, Integer> folders = new LinkedHashMap<>();
    int[] folder = new int[paths.size()];
    List<String> names = new ArrayList<>(paths.size());
    for (int i = 0; i < folder.length; i++) {
      String path = paths.get(i);
      int end = end(path, path.length());
      folder[i] = folders.computeIfAbsent(path.substring(root.length(), end), f -> folders.size());
      names.add(path.substring(end));
    }
    return new ImagePaths(root, List.copyOf(folders.keySet()), folder, names);
  }

  private static String root(List<String> paths) {
    if (paths.isEmpty()) {
      return "";
    }
    String first = paths.get(0);
    int shared = end(first, first.length());
    for (String path : paths) {
      int same = 0;
      int most = Math.min(shared, path.length());
      while (same < most && path.charAt(same) == first.charAt(same)) {
        same++;
      }
      shared = end(first, same);
    }
    return first.substring(0, shared);
  }

  /** Where the last separator before a place ends; 0 if there is none. */
  private static int end(String path, int before) {
    return 1 + Math.max(path.lastIndexOf('/', before - 1), path.lastIndexOf('\\', before - 1));
  }

  /** What leads from a folder to the root, as a relative link; null where no path does. */
  @Nullable String linkFrom(Path folder) {
    try {
      Path to = Path.of(root);
      if (!to.isAbsolute() || !to.getRoot().equals(folder.getRoot())) {
        return null;
      }
      return StreamSupport.stream(folder.relativize(to).spliterator(), false)
          .map(part -> encoded(part.toString()) + "/")
          .collect(Collectors.joining());
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
