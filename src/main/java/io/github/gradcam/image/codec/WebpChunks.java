package io.github.gradcam.image.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Walks the chunks of a WebP: its size, transparency and orientation. */
final class WebpChunks {

  private static final int FIRST_CHUNK = 12;
  private static final int ALPHA_FLAG = 0x10;

  private WebpChunks() {}

  /** Reads the header; a file that is shorter than it says is an error. */
  static ImageHeader header(byte[] bytes) throws ImageReadException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long length = (buffer.getInt(4) & 0xffffffffL) + 8;
    if (length > bytes.length + 1L) {
      throw new ImageReadException(
          "the WebP file is truncated: expected %d bytes, found %d"
              .formatted(length, bytes.length));
    }
    int data = FIRST_CHUNK + 8;
    return switch (buffer.get(FIRST_CHUNK + 3)) {
      case 'X' ->
          header(
              1 + uint24(buffer, data + 4),
              1 + uint24(buffer, data + 7),
              orientation(buffer),
              (buffer.get(data) & ALPHA_FLAG) != 0);
      case 'L' -> {
        int bits = buffer.getInt(data + 1);
        yield header(1 + (bits & 0x3fff), 1 + (bits >> 14 & 0x3fff), 1, (bits >> 28 & 1) != 0);
      }
      default ->
          header(buffer.getShort(data + 6) & 0x3fff, buffer.getShort(data + 8) & 0x3fff, 1, false);
    };
  }

  private static ImageHeader header(int width, int height, int orientation, boolean alpha) {
    return new ImageHeader(ImageFormat.WEBP, width, height, orientation, alpha, true);
  }

  private static int uint24(ByteBuffer buffer, int at) {
    return buffer.getInt(at) & 0xffffff;
  }

  @SuppressWarnings("ByteBufferBackingArray") // it wraps the whole file
  private static int orientation(ByteBuffer buffer) {
    byte[] bytes = buffer.array();
    long position = FIRST_CHUNK;
    while (position + 8 < bytes.length) {
      if (ImageFormat.starts(bytes, (int) position, "EXIF")) {
        return ExifOrientation.find(bytes, (int) position + 8);
      }
      long size = buffer.getInt((int) position + 4) & 0xffffffffL;
      position += 8 + size + (size & 1);
    }
    return 1;
  }
}
