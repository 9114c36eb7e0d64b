package io.github.gradcam.batch;

import io.github.gradcam.explain.Explanation;
import java.util.List;

/**
 * Makes pictures and records of an explained photo; called by several threads at once.
 *
 * @param <R> what it gives
 */
@FunctionalInterface
public interface PhotoRenderer<R> {

  /**
   * Draws and writes.
   *
   * @param photo the photo
   * @param explanations one for each class asked for, at least one
   * @return what is to be known of it
   * @throws Exception if it cannot be drawn or written; the other photos go on
   */
  R render(Photo photo, List<Explanation> explanations) throws Exception;
}
