package io.github.gradcam.batch;

import io.github.gradcam.explain.Explanation;
import io.github.gradcam.image.RgbImage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image with the answers of two models.
 *
 * @param path names it
 * @param label the class that it is said to have; null where that is not known
 * @param doubt why its pixels may be wrong in parts; null where nothing says so
 * @param picture what is drawn on; null where nothing is
 * @param a what the one model explains
 * @param b what the other explains: the same class, then what it predicts where that was asked for
 *     and is another answer
 */
public record PairedImage(
    String path,
    @Nullable String label,
    @Nullable String doubt,
    @Nullable RgbImage picture,
    Explanation a,
    List<Explanation> b) {

  /** Copies the list. */
  public PairedImage {
    b = List.copyOf(b);
  }
}
