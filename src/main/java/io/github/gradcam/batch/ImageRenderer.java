package io.github.gradcam.batch;

import io.github.gradcam.explain.Explanation;
import java.util.List;

/**
 * Makes images and records of an explained image; called by several threads at once.
 *
 * @param <R> what it gives
 */
@FunctionalInterface
public interface ImageRenderer<R> {

  /**
   * Draws and writes.
   *
   * @param photo the image
   * @param explanations one for each class asked for, at least one
   * @return what is to be known of it
   * @throws Exception if it cannot be drawn or written; the other images go on
   */
  R render(LoadedImage photo, List<Explanation> explanations) throws Exception;
}
