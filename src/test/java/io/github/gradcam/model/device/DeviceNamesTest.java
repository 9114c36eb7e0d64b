package io.github.gradcam.model.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeviceNamesTest {

  private static String card(String model) {
    return "Model: \t\t " + model + "\nIRQ:   \t\t 38\n";
  }

  @Test
  void cardsAreNamedAsTheDriverDoes() {
    FakeHost host = new FakeHost();
    assertThat(new DeviceNames(host).of(Device.gpu(0))).isEqualTo("NVIDIA card");
    host.file("/proc/driver/nvidia/gpus/0000:65:00.0/information", card("NVIDIA A100-SXM4-40GB"));
    host.file("/proc/driver/nvidia/gpus/0000:66:00.0/information", card("NVIDIA A100-SXM4-40GB"));
    assertThat(new DeviceNames(host).of(Device.gpu(1))).isEqualTo("NVIDIA A100-SXM4-40GB");
  }

  @Test
  void ofDifferentCardsItIsNotSaidWhichIsWhich() {
    FakeHost host = new FakeHost();
    host.file("/proc/driver/nvidia/gpus/0000:65:00.0/information", card("NVIDIA L4"));
    host.file("/proc/driver/nvidia/gpus/0000:66:00.0/information", card("Tesla T4"));
    assertThat(new DeviceNames(host).of(Device.gpu(0))).isEqualTo("one of NVIDIA L4, Tesla T4");
  }

  @Test
  void theProcessorIsNamedByTheKernelOrElseByItsKind() {
    FakeHost host = new FakeHost();
    assertThat(new DeviceNames(host).of(Device.CPU)).isEqualTo("amd64");
    host.file("/proc/cpuinfo", "processor\t: 0\nmodel name\t: Some CPU @ 2.5GHz\n");
    assertThat(new DeviceNames(host).of(Device.CPU)).isEqualTo("Some CPU @ 2.5GHz");
  }
}
