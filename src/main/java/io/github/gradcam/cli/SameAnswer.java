package io.github.gradcam.cli;

import io.github.gradcam.report.ExplanationRecord;
import io.github.gradcam.report.results.ClassCount;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Notices that a model says the same of everything, as it does where its pixels are wrong. */
final class SameAnswer {

  private static final int FEW = 3;

  private SameAnswer() {}

  /** What people should know of the answers to images. */
  static Optional<String> ofRecords(Collection<ExplanationRecord> records) {
    Map<String, String> answers = new HashMap<>();
    for (ExplanationRecord photo : records) {
      if (photo.predictions() != null && !photo.predictions().isEmpty()) {
        answers.put(photo.image(), photo.predictions().get(0).label());
      }
    }
    Set<String> different = new HashSet<>(answers.values());
    return different.size() == 1
        ? note(answers.size(), different.iterator().next())
        : Optional.empty();
  }

  /** What people should know of the answers to a collection. */
  static Optional<String> ofClasses(List<ClassCount> classes) {
    List<ClassCount> answers = classes.stream().filter(each -> each.predicted() > 0).toList();
    boolean same = answers.size() == 1;
    return same ? note(answers.get(0).predicted(), answers.get(0).label()) : Optional.empty();
  }

  private static Optional<String> note(long images, String label) {
    return images < FEW
        ? Optional.empty()
        : Optional.of(
            "All %,d images were answered '%s': if they show different things, check --preprocess"
                .formatted(images, label));
  }
}
