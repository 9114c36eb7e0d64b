package io.github.gradcam.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The half line at the end of a file whose writer was killed. */
final class TornLine {

  private static final int BLOCK = 8192;

  private TornLine() {}

  /** Cuts off what follows the last line break. */
  static void cut(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long end = afterLastLineBreak(channel);
      if (end < channel.size()) {
        channel.truncate(end);
      }
    }
  }

  private static long afterLastLineBreak(FileChannel channel) throws IOException {
    long end = channel.size();
    while (end > 0) {
      long start = Math.max(0, end - BLOCK);
      ByteBuffer block = ByteBuffer.allocate((int) (end - start));
      while (block.hasRemaining() && channel.read(block, start + block.position()) >= 0) {
        continue;
      }
      for (int i = block.position() - 1; i >= 0; i--) {
        if (block.get(i) == '\n') {
          return start + i + 1;
        }
      }
      end = start;
    }
    return 0;
  }
}
