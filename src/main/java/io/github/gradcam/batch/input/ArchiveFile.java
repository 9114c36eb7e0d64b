package io.github.gradcam.batch.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of an archive in order; skips without reading, and knows how far it is. */
final class ArchiveFile extends InputStream {

  private final SeekableByteChannel channel;
  private final long length;

  ArchiveFile(Path file) throws IOException {
    channel = Files.newByteChannel(file);
    length = channel.size();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    return channel.read(ByteBuffer.wrap(bytes, offset, count));
  }

  /** Never beyond the end, so that a truncated archive is noticed. */
  @Override
  public long skip(long count) throws IOException {
    long start = channel.position();
    long skipped = Math.max(0, Math.min(count, length - start));
    channel.position(start + skipped);
    return skipped;
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(Integer.MAX_VALUE, Math.max(0, length - channel.position()));
  }

  boolean isEmpty() {
    return length == 0;
  }

  /** How much of the file was read, 0..1. */
  double share() {
    try {
      return length == 0 ? 1 : Math.min(1, (double) channel.position() / length);
    } catch (IOException e) { // it was closed
      return 1;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
