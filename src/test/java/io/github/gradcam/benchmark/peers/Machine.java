package io.github.gradcam.benchmark.peers;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The processor that is measured on. */
final class Machine {

  private static final Path DESCRIPTION = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** Its name with family and model, and how many of it there are. */
  static String processor() throws IOException {
    return "%s (family %s, model %s), %d processors"
        .formatted(
            described("model name"),
            described("cpu family"),
            described("model"),
            Runtime.getRuntime().availableProcessors());
  }

  /** The share of its processors that computed since it was last asked, 0..1. */
  static double busy() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getCpuLoad();
  }

  private static String described(String key) throws IOException {
    if (!Files.exists(DESCRIPTION)) {
      return System.getProperty("os.arch");
    }
    try (Stream<String> lines = Files.lines(DESCRIPTION)) {
      return lines
          .map(line -> line.split(":", 2))
          .filter(parts -> parts.length == 2 && parts[0].strip().equals(key))
          .map(parts -> parts[1].strip())
          .findFirst()
          .orElse("?");
    }
  }
}
