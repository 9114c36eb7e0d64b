package io.github.gradcam.batch;

import io.github.gradcam.batch.input.ImageEntry;
import io.github.gradcam.explain.target.ClassSelection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The classes that images are said to have. */
final class EntryLabels {

  private final List<String> labels;
  private final Set<String> known;

  /** Labels of a model, in index order. */
  EntryLabels(List<String> labels) {
    this.labels = labels;
    this.known = new HashSet<>(labels);
  }

  /** By its list, else by its folder's name; null where neither names a class. */
  @Nullable String of(ImageEntry entry) {
    String own = entry.label();
    if (own != null) {
      return canonical(own);
    }
    String[] folders = entry.path().split("/", -1);
    String folder = folders.length < 2 ? "" : folders[folders.length - 2];
    return known.contains(folder) ? folder : null;
  }

  /**
   * A list may name a class as {@code --class} does; a class that the model lacks stays as it is.
   */
  private String canonical(String own) {
    try {
      return ClassSelection.parse(own, labels) instanceof ClassSelection.Fixed one
          ? labels.get(one.index())
          : own;
    } catch (IllegalArgumentException e) {
      return own;
    }
  }
}
