package io.github.gradcam;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one of many files.
 *
 * @param file the image file
 * @param maps its explanations, as {@link Gradcam#explainAll(InputImage)} orders them; none where
 *     it failed
 * @param failure why it could not be read or explained, in one sentence; null where it was
 */
public record ExplainedFile(Path file, List<Explained> maps, @Nullable String failure) {

  /** Copies the list. */
  public ExplainedFile {
    maps = List.copyOf(maps);
  }
}
