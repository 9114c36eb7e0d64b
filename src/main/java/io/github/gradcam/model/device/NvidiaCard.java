package io.github.gradcam.model.device;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Whether there is a card: one that the driver shows, or one on the bus that has no driver. */
final class NvidiaCard implements GpuCheck {

  static final Path DRIVER = Path.of("/proc/driver/nvidia");
  private static final Path BUS = Path.of("/sys/bus/pci/devices");
  private static final String NVIDIA = "0x10de";

  /** Of the classes of PCI devices, that of displays. */
  private static final String DISPLAY = "0x03";

  private static final String MODEL = "Model:";

  @Override
  public Optional<String> objection(Host host) {
    if (onBus(host) || host.exists(DRIVER) || GpuDiagnosis.windowsBelow(host)) {
      return Optional.empty();
    }
    return Optional.of("Expected an NVIDIA card, found none in this machine; use --device cpu");
  }

  private static boolean onBus(Host host) {
    return host.entries(BUS).stream()
        .anyMatch(
            device ->
                says(host, device.resolve("vendor"), NVIDIA)
                    && says(host, device.resolve("class"), DISPLAY));
  }

  private static boolean says(Host host, Path file, String start) {
    return host.text(file).filter(text -> text.startsWith(start)).isPresent();
  }

  /** The names of the cards that the driver shows, such as {@code NVIDIA A100-SXM4-40GB}. */
  static List<String> models(Host host) {
    return host.entries(DRIVER.resolve("gpus")).stream()
        .flatMap(card -> host.text(card.resolve("information")).stream())
        .flatMap(text -> Arrays.stream(text.split("\n", -1)))
        .filter(line -> line.startsWith(MODEL))
        .map(line -> line.substring(MODEL.length()).strip())
        .toList();
  }
}
