package io.github.gradcam.image.codec;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

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
      long next = position + CHUNK_FRAME + (buffer.getInt((int) position) & 0xffffffffL);
      if (next + CHUNK_FRAME > bytes.length) {
        throw new ImageReadException(
            "the PNG file is truncated: found no end chunk (IEND) in its %d bytes"
                .formatted(bytes.length));
      }
      checkSum(buffer, (int) position + 4, (int) next - 4);
      position = next;
    }
    return new ImageHeader(
        ImageFormat.PNG,
        buffer.getInt(start),
        buffer.getInt(start + 4),
        orientation,
        alpha,
        interlaced);
  }

  @SuppressWarnings("ByteBufferBackingArray") // it wraps the whole file
  private static void checkSum(ByteBuffer buffer, int from, int to) throws ImageReadException {
    CRC32 sum = new CRC32();
    sum.update(buffer.array(), from, to - from);
    if ((int) sum.getValue() != buffer.getInt(to)) {
      throw new ImageReadException(
          "the PNG file is damaged: the checksum of its bytes %d to %d is wrong"
              .formatted(from, to));
    }
  }
}
