package io.github.gradcam.batch.input;

import io.github.gradcam.image.codec.DecodedImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/**
 * An image in a zip archive, which stays there until it is decoded. Each reading opens the archive
 * by itself, so any number of threads may read at the same time.
 *
 * @param archive the archive
 * @param path what the image is called
 * @param offset where its own header is in the archive
 * @param packed its bytes in the archive
 * @param size its bytes when unpacked
 * @param crc the CRC-32 of those
 * @param method how it is packed, a code of the zip format; -1 where it is encrypted
 */
record ZipContent(
    Path archive, String path, long offset, long packed, long size, long crc, int method)
    implements ImageContent {

  private static final int ENCRYPTED = -1;
  private static final int HEADER_BYTES = 30;
  private static final int HEADER_START = 0x04034b50;
  private static final int NAME_LENGTH = 26;
  private static final int EXTRA_LENGTH = 28;

  static ZipContent of(Path archive, String path, ZipArchiveEntry entry) {
    return new ZipContent(
        archive,
        path,
        entry.getLocalHeaderOffset(),
        entry.getCompressedSize(),
        entry.getSize(),
        entry.getCrc(),
        entry.getGeneralPurposeBit().usesEncryption() ? ENCRYPTED : entry.getMethod());
  }

  ImageEntry entry() {
    return new ImageEntry(path, null, null, readable());
  }

  /** This, or what says why it cannot be read. */
  private ImageContent readable() {
    if (method == ENCRYPTED) {
      return UnreadableContent.encrypted(path);
    }
    if (Math.max(size, packed) > UnreadableContent.MAX_BYTES) {
      return UnreadableContent.tooLarge(path, Math.max(size, packed));
    }
    return method == ZipEntry.STORED || method == ZipEntry.DEFLATED
        ? this
        : new UnreadableContent(
            path,
            "expected an image packed by zip's methods 0 or 8, found %d; unpack the archive"
                .formatted(method));
  }

  @Override
  public DecodedImage decode() throws ImageReadException {
    try {
      return ImageFiles.decoded(unpacked(), path);
    } catch (IOException | DataFormatException e) {
      ImageReadException failure =
          new ImageReadException(
              "%s: cannot be read from the archive: %s".formatted(path, FailureText.reason(e)));
      failure.initCause(e);
      throw failure;
    }
  }

  private byte[] unpacked() throws IOException, DataFormatException {
    byte[] bytes = method == ZipEntry.STORED ? read() : inflated(read());
    CRC32 found = new CRC32();
    found.update(bytes);
    if (found.getValue() != crc) {
      throw new IOException(
          "expected the checksum %08x, found %08x; copy or download it again"
              .formatted(crc, found.getValue()));
    }
    return bytes;
  }

  private byte[] read() throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(archive)) {
      ByteBuffer header = read(channel.position(offset), HEADER_BYTES);
      if (header.getInt(0) != HEADER_START) {
        throw new IOException("found no header where it is said to be");
      }
      int name = header.getShort(NAME_LENGTH) & 0xffff;
      int extra = header.getShort(EXTRA_LENGTH) & 0xffff;
      return read(channel.position(offset + HEADER_BYTES + name + extra), (int) packed).array();
    }
  }

  private static ByteBuffer read(SeekableByteChannel channel, int count) throws IOException {
    if (count > channel.size() - channel.position()) {
      throw new EOFException("the archive is truncated");
    }
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("the archive is truncated");
      }
    }
    return bytes;
  }

  private byte[] inflated(byte[] deflated) throws DataFormatException, IOException {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(deflated);
      byte[] bytes = new byte[(int) size];
      int length = 0;
      while (length < bytes.length) {
        int count = inflater.inflate(bytes, length, bytes.length - length);
        if (count == 0 && (inflater.finished() || inflater.needsInput())) {
          throw new EOFException("found %d of its %d bytes".formatted(length, size));
        }
        length += count;
      }
      return bytes;
    } finally {
      inflater.end();
    }
  }
}
