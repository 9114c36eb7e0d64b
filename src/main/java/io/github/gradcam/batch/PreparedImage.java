package io.github.gradcam.batch;

import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.image.RgbImage;
import org.jspecify.annotations.Nullable;

/**
 * An image that is ready for the network.
 *
 * @param path names it
 * @param label the class that it is said to have
 * @param selection the class to explain
 * @param input uint8 RGB [H, W, 3] at the network's input size
 * @param picture what is drawn on; null where nothing is
 * @param width columns in the file
 * @param height rows in the file
 * @param doubt why its pixels may be wrong in parts; null where nothing says so
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record PreparedImage(
    String path,
    @Nullable String label,
    ClassSelection selection,
    byte[] input,
    @Nullable RgbImage picture,
    int width,
    int height,
    @Nullable String doubt) {

  /** What it holds in memory, in bytes. */
  long bytes() {
    return (long) input.length + (picture == null ? 0 : picture.pixels().length);
  }
}
