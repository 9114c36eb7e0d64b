package io.github.gradcam.batch.input;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A pattern for paths, as shells know them: {@code *}, {@code ?}, {@code [a-c]} and {@code {a,b}}
 * stand for parts of one name, {@code **} for any number of folders, none included.
 *
 * @param base the folder before the first name with a sign of a pattern
 * @param steps one a name behind it
 * @param foldersOnly whether it ends in a slash
 * @param extension whether its last name ends in an extension as it is, as in {@code *.dat}
 */
record GlobPattern(Path base, List<Step> steps, boolean foldersOnly, boolean extension) {

  private static final Pattern SIGN = Pattern.compile("[*?\\[{]");
  private static final Pattern EXTENSION = Pattern.compile(".*\\.[A-Za-z0-9]+");
  private static final String ANY_DEPTH = "**";

  /**
   * One name of the pattern.
   *
   * @param text as it was typed
   * @param matcher null where it is a plain name, or any number of folders
   */
  record Step(String text, @Nullable PathMatcher matcher) {

    boolean isAnyDepth() {
      return text.equals(ANY_DEPTH);
    }

    boolean matches(Path name) {
      return matcher == null ? isAnyDepth() : matcher.matches(name);
    }
  }

  static boolean isPattern(String text) {
    return SIGN.matcher(text).find();
  }

  /** Takes a pattern apart. */
  static GlobPattern of(String text) throws IOException {
    List<String> names = names(text);
    int first = 0;
    while (!isPattern(names.get(first))) {
      first++;
    }
    String start = String.join("/", names.subList(0, first));
    List<Step> steps = new ArrayList<>();
    for (String name : names.subList(first, names.size())) {
      if (!name.isEmpty()) {
        steps.add(step(text, name));
      }
    }
    String last = steps.get(steps.size() - 1).text();
    Path base = Path.of(first == 0 ? "" : start + "/");
    return new GlobPattern(base, steps, text.endsWith("/"), EXTENSION.matcher(last).matches());
  }

  private static Step step(String pattern, String name) throws IOException {
    if (name.equals(ANY_DEPTH) || !isPattern(name)) {
      return new Step(name, null);
    }
    try {
      return new Step(name, FileSystems.getDefault().getPathMatcher("glob:" + name));
    } catch (PatternSyntaxException e) {
      throw new IOException(
          "Expected a file, or a pattern such as photos/**/*.jpg, found %s: %s; check it"
              .formatted(pattern, e.getDescription()),
          e);
    }
  }

  /** The names between slashes; a slash in braces or brackets is part of a name. */
  private static List<String> names(String text) {
    List<String> names = new ArrayList<>();
    StringBuilder name = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
      if (c == '/' && depth <= 0) {
        names.add(name.toString());
        name.setLength(0);
      } else {
        name.append(c);
      }
    }
    names.add(name.toString());
    return names;
  }
}
