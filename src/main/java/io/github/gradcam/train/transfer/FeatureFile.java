package io.github.gradcam.train.transfer;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * A file of what a network knows of some images: for each view one record an image, then the
 * images' numbers, then the counts and a checksum. It gets its name when it is complete.
 *
 * @param file where it is
 * @param pictures the number of each image among those that were asked for
 * @param views records of each image
 * @param recordBytes the size of a record
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record FeatureFile(Path file, int[] pictures, int views, int recordBytes) {

  private static final int FOOTER_BYTES = 3 * Integer.BYTES + Long.BYTES;
  private static final int CHUNK = 1 << 16;

  /** Writes the records, and gives the numbers of the images that could be read. */
  interface Content {
    int[] write(OutputStream out) throws IOException;
  }

  /**
   * Writes a file; a reader sees all of it or none.
   *
   * @param file where it goes
   * @param views records of each image
   * @param recordBytes the size of a record
   * @param content the records, view after view
   * @return the file
   */
  static FeatureFile write(Path file, int views, int recordBytes, Content content)
      throws IOException {
    Path temporary = file.resolveSibling("." + file.getFileName() + ".writing");
    CRC32C sum = new CRC32C();
    int[] pictures;
    try (OutputStream buffered = new BufferedOutputStream(Files.newOutputStream(temporary), CHUNK);
        DataOutputStream out = new DataOutputStream(new CheckedOutputStream(buffered, sum))) {
      pictures = content.write(out);
      for (int picture : pictures) {
        out.writeInt(picture);
      }
      out.writeInt(pictures.length);
      out.writeInt(views);
      out.writeInt(recordBytes);
      out.writeLong(sum.getValue());
    }
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    return new FeatureFile(file, pictures, views, recordBytes);
  }

  /**
   * Opens a file that is whole.
   *
   * @param file where it is
   * @param views records of each image that it has to have
   * @param recordBytes the size that its records have to have
   * @return empty if there is none, or it is cut short or damaged
   */
  static Optional<FeatureFile> open(Path file, int views, int recordBytes) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size < FOOTER_BYTES) {
        return Optional.empty();
      }
      ByteBuffer footer = read(channel, size - FOOTER_BYTES, FOOTER_BYTES);
      int count = footer.getInt();
      boolean fits = footer.getInt() == views && footer.getInt() == recordBytes && count >= 0;
      long index = (long) count * views * recordBytes;
      if (!fits || size != index + (long) count * Integer.BYTES + FOOTER_BYTES) {
        return Optional.empty();
      }
      if (sum(channel, size - Long.BYTES) != footer.getLong()) {
        return Optional.empty();
      }
      int[] pictures = new int[count];
      read(channel, index, count * Integer.BYTES).asIntBuffer().get(pictures);
      return Optional.of(new FeatureFile(file, pictures, views, recordBytes));
    }
  }

  /**
   * Reads a part of a record.
   *
   * @param view which of the views
   * @param place which of the images in the file
   * @param offset where in the record
   * @param into gets as many bytes as it has room for
   */
  void read(int view, int place, int offset, ByteBuffer into) throws IOException {
    long record = (long) view * pictures.length + place;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      fill(channel, record * recordBytes + offset, into);
    }
  }

  private static long sum(FileChannel channel, long end) throws IOException {
    CRC32C sum = new CRC32C();
    for (long at = 0; at < end; at += CHUNK) {
      sum.update(read(channel, at, (int) Math.min(CHUNK, end - at)));
    }
    return sum.getValue();
  }

  private static ByteBuffer read(FileChannel channel, long at, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    fill(channel, at, buffer);
    return buffer.flip();
  }

  private static void fill(FileChannel channel, long from, ByteBuffer buffer) throws IOException {
    long at = from;
    while (buffer.hasRemaining()) {
      int count = channel.read(buffer, at);
      if (count < 0) {
        throw new IOException("Expected more bytes in a file of features, found its end");
      }
      at += count;
    }
  }
}
