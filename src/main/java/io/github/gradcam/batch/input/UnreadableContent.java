package io.github.gradcam.batch.input;

import io.github.gradcam.image.codec.DecodedImage;
import io.github.gradcam.image.codec.ImageReadException;

/** An image of which it is known that it cannot be read; the others are not affected. */
record UnreadableContent(String path, String reason) implements ImageContent {

  /** The most that an image in an archive may have once it is unpacked. */
  static final long MAX_BYTES = Math.min(512L << 20, Runtime.getRuntime().maxMemory() / 8);

  static UnreadableContent tooLarge(String path, long bytes) {
    return new UnreadableContent(
        path,
        "expected an image of at most %d MB, found %d MB; make it smaller"
            .formatted(MAX_BYTES >> 20, bytes >> 20));
  }

  static UnreadableContent encrypted(String path) {
    return new UnreadableContent(
        path, "expected an image that can be read, found it encrypted; unpack the archive");
  }

  @Override
  public DecodedImage decode() throws ImageReadException {
    throw new ImageReadException(path + ": " + reason);
  }
}
