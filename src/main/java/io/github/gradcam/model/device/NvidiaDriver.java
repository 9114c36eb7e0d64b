package io.github.gradcam.model.device;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the card's driver is there, whole, and new enough for CUDA 12. */
final class NvidiaDriver implements GpuCheck {

  /** The oldest that runs programs of CUDA 12. */
  private static final String OLDEST = "525.60.13";

  private static final String LIBRARY = "libcuda.so.1";
  private static final Pattern VERSION = Pattern.compile("\\b(\\d{3,4}\\.\\d+(\\.\\d+)?)\\b");
  private static final String INSTALL =
      "install one (Ubuntu: `sudo ubuntu-drivers install`; Debian: `sudo apt install"
          + " nvidia-driver`) and restart, or start the container with --gpus all";

  @Override
  public Optional<String> objection(Host host) {
    Optional<String> version = version(host);
    if (version.isEmpty() && !GpuDiagnosis.windowsBelow(host)) {
      return Optional.of(
          "Expected NVIDIA's driver %s or later, found none loaded; %s".formatted(OLDEST, INSTALL));
    }
    if (version.isPresent() && older(version.get(), OLDEST)) {
      return Optional.of(
          "Expected NVIDIA's driver %s or later, found %s; %s"
              .formatted(OLDEST, version.get(), INSTALL));
    }
    if (new SharedLibraries(host).loadable(LIBRARY)) {
      return Optional.empty();
    }
    return Optional.of(
        "Expected %s of NVIDIA's driver%s, found none; install the driver's libraries"
                .formatted(LIBRARY, version.map(text -> " " + text).orElse(""))
            + " (Ubuntu: libnvidia-compute-*; Debian: libcuda1), or start the container with"
            + " --gpus all");
  }

  /** The version of the driver in the kernel. */
  static Optional<String> version(Host host) {
    return host.text(NvidiaCard.DRIVER.resolve("version"))
        .map(VERSION::matcher)
        .filter(Matcher::find)
        .map(matcher -> matcher.group(1));
  }

  private static boolean older(String version, String limit) {
    return Arrays.compare(numbers(version), numbers(limit)) < 0;
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
  }
}
