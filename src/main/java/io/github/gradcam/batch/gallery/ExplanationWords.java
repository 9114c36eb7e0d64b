package io.github.gradcam.batch.gallery;

import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.image.Overlay;
import io.github.gradcam.image.draw.Caption;
import io.github.gradcam.report.ClassProbability;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is said of explanations in images and records.
 *
 * @param labels of the classes, in index order
 */
public record ExplanationWords(List<String> labels) {

  private static final int SHOWN_CLASSES = 5;

  /**
   * The words of an image.
   *
   * @param title such as the name of the image's file
   * @param explanation what is drawn
   */
  public Caption caption(String title, Explanation explanation) {
    List<Caption.Entry> entries =
        likeliest(explanation).stream()
            .map(
                each ->
                    new Caption.Entry(
                        each.label(),
                        explanation.probabilities()[each.index()],
                        each.index() == explanation.classIndex()))
            .toList();
    return new Caption(
        title,
        String.format(
            Locale.ROOT,
            "%s for %s (%.1f %%) at %s",
            explanation.method(),
            subject(explanation.target()),
            100 * explanation.probability(),
            explanation.layer()),
        entries,
        note(explanation));
  }

  private @Nullable String note(Explanation explanation) {
    List<String> notes = new ArrayList<>();
    explanation.heatmap().diagnosis().note().ifPresent(notes::add);
    if (explanation.probability() < Overlay.WEAK) {
      notes.add(
          String.format(
              Locale.ROOT,
              "Little evidence: %s has %.1f %%, so its heat is drawn at half strength.",
              labels.get(explanation.classIndex()),
              100 * explanation.probability()));
    }
    return notes.isEmpty() ? null : String.join(" ", notes);
  }

  /** Such as {@code glacier over mountain}. */
  String subject(Target target) {
    String label = labels.get(target.classIndex());
    return target.versus() == Target.NONE ? label : label + " over " + labels.get(target.versus());
  }

  ClassProbability target(Explanation explanation) {
    return probability(explanation, explanation.classIndex());
  }

  @Nullable ClassProbability versus(Explanation explanation) {
    int versus = explanation.target().versus();
    return versus == Target.NONE ? null : probability(explanation, versus);
  }

  /** The likeliest classes, most likely first. */
  public List<ClassProbability> likeliest(Explanation explanation) {
    return likeliest(explanation.probabilities());
  }

  /** The likeliest of [classes] probabilities, most likely first. */
  public List<ClassProbability> likeliest(float[] probabilities) {
    return new ClassSelection.Top(SHOWN_CLASSES)
        .of(probabilities).stream().map(index -> probability(index, probabilities[index])).toList();
  }

  /** A class with a probability of its own. */
  public ClassProbability probability(int index, float probability) {
    return new ClassProbability(index, labels.get(index), probability);
  }

  private ClassProbability probability(Explanation explanation, int index) {
    return probability(index, explanation.probabilities()[index]);
  }
}
