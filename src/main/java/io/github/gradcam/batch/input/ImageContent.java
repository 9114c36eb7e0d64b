package io.github.gradcam.batch.input;

import io.github.gradcam.image.codec.DecodedImage;
import io.github.gradcam.image.codec.ImageReadException;
import java.io.IOException;

/** The content of an image that has not been decoded, wherever it lies. */
public interface ImageContent {

  /**
   * Decodes it; any thread may, once it is {@link #held}.
   *
   * @return upright pixels, the size in the file, and whether they are in doubt
   * @throws ImageReadException if it cannot be read or is no image
   */
  DecodedImage decode() throws ImageReadException;

  /**
   * Makes it independent of its neighbours: what lies in a stream is read into memory before the
   * next entry is asked for. Called by the thread that iterates.
   *
   * @return this, or the same in memory
   * @throws IOException if it cannot be read
   */
  default ImageContent held() throws IOException {
    return this;
  }

  /** {@return what it holds in memory while it waits: bytes, 0 for what stays in its file} */
  default long bytes() {
    return 0;
  }
}
