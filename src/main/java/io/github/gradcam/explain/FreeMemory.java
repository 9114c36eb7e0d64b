package io.github.gradcam.explain;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is left of the machine's memory, natively allocated arrays included. */
final class FreeMemory {

  private static final Path LINUX = Path.of("/proc/meminfo");

  private FreeMemory() {}

  /**
   * The share that can still be had, 0..1; caches that the system would give up count as free, but
   * in a container with a limit of its own.
   */
  static double share() {
    OperatingSystemMXBean machine =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    double total = machine.getTotalMemorySize();
    double free = machine.getFreeMemorySize();
    boolean limited = total < line("MemTotal:"); // a container has less than the machine
    return limited ? free / total : Math.max(free, line("MemAvailable:")) / total;
  }

  /** A line of Linux's table, in bytes; 0 elsewhere. */
  private static double line(String name) {
    try {
      List<String> lines = Files.readAllLines(LINUX);
      return lines.stream()
          .filter(line -> line.startsWith(name))
          .mapToDouble(line -> 1024 * Double.parseDouble(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
