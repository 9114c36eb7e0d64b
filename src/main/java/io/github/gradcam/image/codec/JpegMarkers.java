package io.github.gradcam.image.codec;

import java.nio.ByteBuffer;

/** Walks the segments of a JPEG: its size, its EXIF orientation, and whether its end is there. */
final class JpegMarkers {

  private static final int END_OF_IMAGE = 0xD9;
  private static final int APP1 = 0xE1;

  /** Rows and columns that are coded together, by Huffman codes of at least one bit. */
  private static final int BLOCK = 8;

  private static final String EXIF = "Exif\0\0";

  private final ByteBuffer bytes;
  private int position = 2;
  private int width;
  private int height;
  private int orientation = 1;
  private boolean progressive;
  private boolean huffman;

  private JpegMarkers(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  /** Reads the header; a file that ends before its end marker is an error. */
  static ImageHeader header(byte[] bytes) throws ImageReadException {
    JpegMarkers markers = new JpegMarkers(bytes);
    markers.walk();
    return new ImageHeader(
        ImageFormat.JPEG,
        markers.width,
        markers.height,
        markers.orientation,
        false,
        markers.progressive);
  }

  private void walk() throws ImageReadException {
    int marker = nextMarker(position);
    while (marker != END_OF_IMAGE) {
      int length = bytes.getShort(position) & 0xffff;
      segment(marker, position + 2);
      position += length;
      marker = nextMarker(position);
    }
    if (width == 0) {
      throw new ImageReadException("the JPEG file has no frame header");
    }
    long blocks = ((width + BLOCK - 1L) / BLOCK) * ((height + BLOCK - 1L) / BLOCK);
    if (huffman && Byte.SIZE * (long) bytes.limit() < blocks) {
      throw new ImageReadException(
          "expected the data of %d x %d pixels, found %,d bytes: most of the image is missing"
              .formatted(width, height, bytes.limit()));
    }
  }

  /** Moves behind the next marker, over coded data, and returns it. */
  private int nextMarker(int from) throws ImageReadException {
    int limit = bytes.limit() - 1;
    byte[] data = bytes.array();
    for (int i = from; i < limit; i++) {
      if (data[i] == (byte) 0xff && isMarker(data[i + 1] & 0xff)) {
        position = i + 2;
        return data[i + 1] & 0xff;
      }
    }
    throw new ImageReadException(
        "the JPEG file is truncated: found no end marker (FFD9) in its %d bytes"
            .formatted(bytes.limit()));
  }

  /** Stuffed zeros, fill bytes and restart marks belong to the coded data. */
  private static boolean isMarker(int code) {
    return code >= 0xC0 && code != 0xFF && !(code >= 0xD0 && code <= 0xD7);
  }

  private void segment(int marker, int start) {
    boolean frame = marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (frame && width == 0) {
      height = bytes.getShort(start + 1) & 0xffff;
      width = bytes.getShort(start + 3) & 0xffff;
      progressive = (marker & 3) == 2;
      huffman = marker < 0xC8;
    } else if (marker == APP1 && ImageFormat.starts(bytes.array(), start, EXIF)) {
      orientation = ExifOrientation.find(bytes.array(), start + EXIF.length());
    }
  }
}
