package io.github.gradcam.model.device;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds out why TensorFlow sees no graphics card: the first thing that is missing. */
final class GpuDiagnosis {

  private static final String GPU_NATIVE =
      "org/tensorflow/internal/c_api/linux-x86_64-gpu/libjnitensorflow.so";

  /** Each check takes for granted what those before it have found. */
  private static final List<GpuCheck> CHECKS =
      List.of(
          GpuDiagnosis::platform,
          GpuDiagnosis::build,
          new NvidiaCard(),
          new NvidiaDriver(),
          GpuDiagnosis::hidden,
          new CudaLibraries());

  private final Host host;

  GpuDiagnosis(Host host) {
    this.host = host;
  }

  /** Whether the TensorFlow on the class path is the one for graphics cards. */
  boolean gpuBuild() {
    return host.hasResource(GPU_NATIVE);
  }

  /** What was expected, what was found and what to do. */
  String reason() {
    return CHECKS.stream()
        .flatMap(check -> check.objection(host).stream())
        .findFirst()
        .orElse(
            "Expected an NVIDIA card of compute capability 6.0 or more with free memory, found a"
                + " card, driver and CUDA that TensorFlow does not take; --verbose shows what it"
                + " says");
  }

  private static Optional<String> platform(Host host) {
    String system = host.property("os.name");
    String processor = host.property("os.arch");
    if (system.toLowerCase(Locale.ROOT).startsWith("linux")
        && List.of("amd64", "x86_64").contains(processor)) {
      return Optional.empty();
    }
    return Optional.of(
        "Expected Linux on x86-64 for a GPU, found %s on %s; use --device cpu"
            .formatted(system, processor));
  }

  private static Optional<String> build(Host host) {
    if (host.hasResource(GPU_NATIVE)) {
      return Optional.empty();
    }
    return Optional.of(
        "Expected TensorFlow's GPU build, found its CPU build; run `./gradcam --gpu ...`, or build"
            + " with `./mvnw -Pgpu package`");
  }

  private static Optional<String> hidden(Host host) {
    return host.environment("CUDA_VISIBLE_DEVICES")
        .map(String::strip)
        .filter(value -> value.isEmpty() || value.startsWith("-") || value.equals("NoDevFiles"))
        .map(
            value ->
                "Expected CUDA_VISIBLE_DEVICES to name a card, found '%s', which hides all; unset it"
                    .formatted(value));
  }

  /** Whether the machine is Windows' Linux, where the driver is that of Windows. */
  static boolean windowsBelow(Host host) {
    return host.exists(Path.of("/dev/dxg"));
  }
}
