package io.github.gradcam.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory the process takes at most, native memory too; known to Linux alone. */
final class PeakMemory {

  private static final Path RESET = Path.of("/proc/self/clear_refs");
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PEAK = "VmHWM:";
  private static final String NOW = "VmRSS:";

  private long before;

  /** Begins anew. */
  void begin() throws IOException {
    if (Files.isWritable(RESET)) {
      Files.writeString(RESET, "5");
      before = kilobytes(NOW);
    }
  }

  /** Megabytes at most, beyond those at the beginning; 0 where that is not known. */
  long megabytes() throws IOException {
    return Files.isWritable(RESET) ? (kilobytes(PEAK) - before) >> 10 : 0;
  }

  private static long kilobytes(String key) throws IOException {
    try (var lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(key))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    }
  }
}
