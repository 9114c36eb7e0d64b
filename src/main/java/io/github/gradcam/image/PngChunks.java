package io.github.gradcam.image;

import java.nio.ByteBuffer;

/** Walks the chunks of a PNG: its size, transparency, orientation, and whether its end is there. */
final class PngChunks {

  private static final int SIGNATURE = 8;
  private static final int CHUNK_FRAME = 12;
  private static final int ALPHA_CHANNEL = 4;

  private PngChunks() {}

  /** Reads the header; a file that ends before its end chunk is an error. */
  static ImageHeader header(byte[] bytes) throws ImageReadException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int start = SIGNATURE + 8;
    boolean alpha = (buffer.get(start + 9) & ALPHA_CHANNEL) != 0;
    boolean interlaced = buffer.get(start + 12) != 0;
    int orientation = 1;
    long position = SIGNATURE;
    while (!ImageFormat.starts(bytes, (int) position + 4, "IEND")) {
      if (ImageFormat.starts(bytes, (int) position + 4, "tRNS")) {
        alpha = true;
      } else if (ImageFormat.starts(bytes, (int) position + 4, "eXIf")) {
        orientation = ExifOrientation.find(bytes, (int) position + 8);
      }
      position += CHUNK_FRAME + (buffer.getInt((int) position) & 0xffffffffL);
      if (position + CHUNK_FRAME > bytes.length) {
        throw new ImageReadException(
            "the PNG file is truncated: found no end chunk (IEND) in its %d bytes"
                .formatted(bytes.length));
      }
    }
    return new ImageHeader(
        ImageFormat.PNG,
        buffer.getInt(start),
        buffer.getInt(start + 4),
        orientation,
        alpha,
        interlaced);
  }
}
