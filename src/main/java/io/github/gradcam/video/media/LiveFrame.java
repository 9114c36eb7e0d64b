package io.github.gradcam.video.media;

import io.github.gradcam.image.RgbImage;

/** A frame that a live source gave, whose pixels are converted only if it is shown. */
public interface LiveFrame extends AutoCloseable {

  /** {@return when it came: {@link System#nanoTime()} of that moment} */
  long nanos();

  /** {@return its pixels; the source may wait for its next frame in another thread} */
  RgbImage picture();

  /** Releases it, shown or not; safe to call twice. */
  @Override
  void close();
}
