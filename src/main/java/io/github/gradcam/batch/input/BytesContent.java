package io.github.gradcam.batch.input;

import io.github.gradcam.image.codec.DecodedImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;

/** An image in memory, not decoded. */
final class BytesContent implements ImageContent {

  private final String path;
  private final byte[] bytes;

  BytesContent(String path, byte[] bytes) {
    this.path = path;
    this.bytes = bytes;
  }

  @Override
  public DecodedImage decode() throws ImageReadException {
    return ImageFiles.decoded(bytes, path);
  }

  @Override
  public long bytes() {
    return bytes.length;
  }
}
