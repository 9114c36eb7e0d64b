package io.github.gradcam.cli.compare;

import io.github.gradcam.report.comparison.ComparedImage;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The images that moved most from one model to the other.
 *
 * @param answers those whose answers moved, the ones that changed first, then by how far the
 *     probabilities lie apart
 * @param evidence those whose maps agree least, by rank correlation
 */
record MovedMost(List<ComparedImage> answers, List<ComparedImage> evidence) {

  private static final Comparator<ComparedImage> BY_ANSWER =
      Comparator.comparing((ComparedImage image) -> !Boolean.TRUE.equals(image.changed()))
          .thenComparing(Comparator.comparingDouble(MovedMost::distance).reversed());

  /** Less is rounding. */
  private static final double MOVED = 0.001;

  /** Whether the answer changed, or its probabilities moved by more than rounding. */
  static boolean answerMoved(ComparedImage image) {
    return Boolean.TRUE.equals(image.changed()) || distance(image) > MOVED;
  }

  /** Whether the maps differ by more than rounding. */
  static boolean mapMoved(ComparedImage image) {
    return agreement(image) < 1 - MOVED;
  }

  private static double distance(ComparedImage image) {
    return image.distance() == null ? 0 : image.distance();
  }

  private static double agreement(ComparedImage image) {
    return image.rankCorrelation() == null ? 1 : image.rankCorrelation();
  }

  /** Orders what was compared; images that failed are left out. */
  static MovedMost of(List<ComparedImage> images) {
    List<ComparedImage> compared = images.stream().filter(each -> each.error() == null).toList();
    return new MovedMost(
        compared.stream().sorted(BY_ANSWER).toList(),
        compared.stream().sorted(Comparator.comparingDouble(MovedMost::agreement)).toList());
  }

  /** As many as there are places: in turns from either list. */
  List<ComparedImage> first(int places) {
    Map<String, ComparedImage> chosen = new LinkedHashMap<>();
    for (int i = 0; i < answers.size() && chosen.size() < places; i++) {
      chosen.put(answers.get(i).image(), answers.get(i));
      if (chosen.size() < places) {
        chosen.put(evidence.get(i).image(), evidence.get(i));
      }
    }
    return chosen.values().stream().sorted(BY_ANSWER).toList();
  }
}
