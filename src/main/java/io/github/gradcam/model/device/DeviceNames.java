package io.github.gradcam.model.device;

import java.nio.file.Path;
import java.util.List;

/** What the makers call the devices, as the system's files tell. */
final class DeviceNames {

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final String MODEL = "model name";

  private final Host host;

  DeviceNames(Host host) {
    this.host = host;
  }

  /**
   * A name for users. TensorFlow counts cards in its own order: which of several models is which
   * stays open.
   */
  String of(Device device) {
    if (device.kind() == Device.Kind.CPU) {
      return processor();
    }
    List<String> models = NvidiaCard.models(host).stream().distinct().toList();
    return switch (models.size()) {
      case 0 -> "NVIDIA card";
      case 1 -> models.get(0);
      default -> "one of " + String.join(", ", models);
    };
  }

  private String processor() {
    return host.text(PROCESSORS).stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith(MODEL))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(host.property("os.arch"));
  }
}
