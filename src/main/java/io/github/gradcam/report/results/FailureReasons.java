package io.github.gradcam.report.results;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Counts failures by their reasons. */
final class FailureReasons {

  static final String OTHERS = "others";

  /** So that words which nobody foresaw do not fill the memory. */
  private static final int MOST = 1000;

  private static final int LONGEST = 400;

  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|(?<!\\p{L})'[^']*'");
  private static final Pattern PATH =
      Pattern.compile("(?<![^\\s,;()])[^\\s,;()/\\\\]*+[/\\\\][^\\s,;()]*");
  private static final Pattern NUMBER = Pattern.compile("(?<![\\p{L}\\d])\\d+(?:[.:x×]\\d+)*");
  private static final Pattern REPEATED = Pattern.compile("…(?:\\s*…)+");

  private final Map<String, FailureReason> reasons = new HashMap<>();

  void add(ImageRow row, String error) {
    String reason = reason(row.path(), error);
    count(reasons.size() < MOST || reasons.containsKey(reason) ? reason : OTHERS, row.path());
  }

  private void count(String reason, String path) {
    reasons.merge(
        reason,
        new FailureReason(reason, 1, path),
        (known, more) -> new FailureReason(reason, known.images() + 1, known.example()));
  }

  /** The largest groups, largest first, and the rest in one at the end. */
  List<FailureReason> largest(int groups) {
    List<FailureReason> sorted =
        reasons.values().stream()
            .sorted(
                Comparator.comparing((FailureReason group) -> group.reason().equals(OTHERS))
                    .thenComparing(FailureReason::images, Comparator.reverseOrder())
                    .thenComparing(FailureReason::reason))
            .toList();
    if (sorted.size() <= groups + 1) {
      return sorted;
    }
    List<FailureReason> rest = sorted.subList(groups, sorted.size());
    List<FailureReason> largest = new ArrayList<>(sorted.subList(0, groups));
    long images = rest.stream().mapToLong(FailureReason::images).sum();
    largest.add(new FailureReason(OTHERS, images, rest.get(0).example()));
    return largest;
  }

  /** The words that failures of one kind have in common. */
  static String reason(String path, String error) {
    String text = error.lines().findFirst().orElse("").strip();
    text = text.substring(0, Math.min(text.length(), LONGEST + path.length()));
    text = text.replace(path, "…");
    String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    if (name.length() > 2) {
      text = text.replace(name, "…");
    }
    text = QUOTED.matcher(text).replaceAll("…");
    text = PATH.matcher(text).replaceAll("…");
    text = NUMBER.matcher(text).replaceAll("N");
    return REPEATED.matcher(text).replaceAll("…");
  }
}
