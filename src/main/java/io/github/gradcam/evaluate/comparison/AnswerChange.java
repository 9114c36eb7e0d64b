package io.github.gradcam.evaluate.comparison;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Images whose answer changed from one class to another.
 *
 * @param from what A predicts
 * @param to what B predicts
 * @param images how many
 */
public record AnswerChange(String from, String to, int images) {

  /** All changes, the most frequent first, those of one frequency by their names. */
  static List<AnswerChange> of(List<PairedAnswer> answers) {
    Map<String, Map<String, Integer>> counts = new TreeMap<>();
    for (PairedAnswer answer : answers) {
      if (answer.changed()) {
        counts
            .computeIfAbsent(answer.a(), from -> new TreeMap<>())
            .merge(answer.b(), 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .flatMap(
            from ->
                from.getValue().entrySet().stream()
                    .map(to -> new AnswerChange(from.getKey(), to.getKey(), to.getValue())))
        .sorted(Comparator.comparingInt(AnswerChange::images).reversed())
        .toList();
  }
}
