package io.github.gradcam.video.media;

import org.jspecify.annotations.Nullable;

/** A camera, a stream or a screen: it gives frames when they come, not when they are wanted. */
public interface LiveSource extends AutoCloseable {

  /** Opens a source, at the beginning and again when it was lost. */
  @FunctionalInterface
  interface Opener {

    /**
     * Opens it.
     *
     * @return the caller's to close
     * @throws VideoException if that fails; the message says what was found
     */
    LiveSource open() throws VideoException;
  }

  /**
   * Waits for the next frame.
   *
   * @return the caller's to close; null where the source has ended
   * @throws VideoException if it failed
   */
  @Nullable LiveFrame next() throws VideoException;

  /** Ends what {@link #next()} waits for soon, from another thread; no frame comes after it. */
  void interrupt();

  /** Releases everything; safe to call twice. */
  @Override
  void close();
}
