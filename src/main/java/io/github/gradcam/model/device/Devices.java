package io.github.gradcam.model.device;

import io.github.gradcam.model.device.Device.Kind;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The devices of this machine, as far as this build can use them; asked for once, when needed. */
public final class Devices {

  private final boolean gpuBuild;
  private final Supplier<List<FoundDevice>> search;
  private final Supplier<String> diagnosis;
  private @Nullable List<FoundDevice> found;

  /**
   * Joins what is known.
   *
   * @param gpuBuild whether TensorFlow can use graphics cards at all
   * @param search lists the devices
   * @param diagnosis says why there is no graphics card
   */
  Devices(boolean gpuBuild, Supplier<List<FoundDevice>> search, Supplier<String> diagnosis) {
    this.gpuBuild = gpuBuild;
    this.search = search;
    this.diagnosis = diagnosis;
  }

  /** {@return those of this machine} */
  public static Devices here() {
    Host host = new LocalHost();
    GpuDiagnosis diagnosis = new GpuDiagnosis(host);
    return new Devices(
        diagnosis.gpuBuild(), () -> NativeDevices.list(new DeviceNames(host)), diagnosis::reason);
  }

  /**
   * Lists what can be used.
   *
   * @return the processor first, then the graphics cards
   */
  public synchronized List<FoundDevice> all() {
    if (found == null) {
      found = search.get();
    }
    return found;
  }

  /**
   * Says why no graphics card can be used.
   *
   * @return what was expected, what was found and what to do; nothing where there is one
   */
  public Optional<String> obstacle() {
    return gpus().isEmpty() ? Optional.of(diagnosis.get()) : Optional.empty();
  }

  /**
   * Finds what a user asks for.
   *
   * @param spec which devices
   * @param warning is told where the processor has to do what a graphics card was built for
   * @return at least one
   * @throws DeviceException if a graphics card is asked for that is not there
   */
  public List<Device> chosen(DeviceSpec spec, Consumer<String> warning) {
    return switch (spec.choice()) {
      case CPU -> List.of(Device.CPU);
      case AUTO -> List.of(preferred(warning));
      case ALL -> required();
      case GPU -> {
        Device wanted = Device.gpu(spec.number());
        List<Device> there = required();
        if (!there.contains(wanted)) {
          throw new DeviceException(
              "Expected a device %s, found %s; `gradcam devices` lists them"
                  .formatted(wanted, names(there)));
        }
        yield List.of(wanted);
      }
    };
  }

  /** Whether there is a graphics card that this build can use. */
  boolean haveGpu() {
    return !gpus().isEmpty();
  }

  private Device preferred(Consumer<String> warning) {
    if (!gpuBuild) {
      return Device.CPU;
    }
    obstacle().ifPresent(reason -> warning.accept("The CPU does the work. " + reason));
    return gpus().stream().findFirst().orElse(Device.CPU);
  }

  private List<Device> required() {
    obstacle()
        .ifPresent(
            reason -> {
              throw new DeviceException(reason);
            });
    return gpus();
  }

  /**
   * Whether a choice means the processor, as far as that can be told before TensorFlow is loaded.
   *
   * @param spec what a user asks for
   * @return false where a graphics card may be used
   */
  public boolean isProcessor(DeviceSpec spec) {
    return spec.choice() == DeviceSpec.Choice.CPU
        || (spec.choice() == DeviceSpec.Choice.AUTO && !gpuBuild);
  }

  private List<Device> gpus() {
    if (!gpuBuild) {
      return List.of();
    }
    return all().stream()
        .map(FoundDevice::device)
        .filter(device -> device.kind() == Kind.GPU)
        .toList();
  }

  private static String names(List<Device> devices) {
    return devices.stream().map(Device::toString).collect(Collectors.joining(", "));
  }
}
