package io.github.gradcam.batch;

import io.github.gradcam.batch.input.ImageEntry;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.report.results.ClassKeys;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which class of each image is explained: what its list says, else the same for all.
 *
 * @param text a class's name or index, {@code predicted}, or {@value #LABEL} for the class that the
 *     image is said to have
 * @param labels the model's classes in index order
 */
public record TargetChoice(String text, List<String> labels) {

  /** The word for the class that an image is said to have. */
  public static final String LABEL = "label";

  /**
   * Checks the text.
   *
   * @throws IllegalArgumentException if there is no such class, or several are meant
   */
  public TargetChoice {
    labels = List.copyOf(labels);
    if (!text.toLowerCase(Locale.ROOT).equals(LABEL)) {
      one(text, labels);
    }
  }

  /**
   * {@return the name of the class, where it is the same for all; else {@code predicted} or {@value
   * #LABEL}} Of classes with one name, a later one has its index behind it.
   */
  public String name() {
    if (text.toLowerCase(Locale.ROOT).equals(LABEL)) {
      return LABEL;
    }
    return one(text, labels) instanceof ClassSelection.Fixed fixed
        ? ClassKeys.of(labels).get(fixed.index())
        : "predicted";
  }

  /**
   * The class to explain; an unknown one is the image's own failure.
   *
   * @param entry the image, whose list may say the class, or a label by its index where classes
   *     share a name
   * @param label the name of its label
   */
  ClassSelection of(ImageEntry entry, @Nullable String label) {
    String own = entry.target();
    String listed = entry.label();
    if (own != null) {
      return one(own, labels);
    } else if (!text.toLowerCase(Locale.ROOT).equals(LABEL)) {
      return one(text, labels);
    } else if (label == null) {
      throw new IllegalArgumentException(
          "Expected a label to explain, found none; give a list with labels, or a folder a class");
    }
    return one(listed == null ? label : listed, labels);
  }

  private static ClassSelection one(String text, List<String> labels) {
    ClassSelection selection = ClassSelection.parse(text, labels);
    if (selection.count() > 1 || selection instanceof ClassSelection.Top) {
      throw new IllegalArgumentException(
          "Expected one class an image, a name, an index, predicted or label, found '%s'"
              .formatted(text));
    }
    return selection;
  }
}
