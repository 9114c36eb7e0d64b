package io.github.gradcam.model.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevicesTest {

  private static final String REASON = "Expected a card, found none; buy one";

  private final List<String> warnings = new ArrayList<>();

  private static Devices machine(boolean gpuBuild, int gpus) {
    List<FoundDevice> found =
        Stream.concat(Stream.of(Device.CPU), IntStream.range(0, gpus).mapToObj(Device::gpu))
            .map(device -> new FoundDevice(device, 1 << 20, "x"))
            .toList();
    return new Devices(gpuBuild, () -> found, () -> REASON);
  }

  private List<String> chosen(Devices devices, String text) {
    return devices.chosen(DeviceSpec.parse(text), warnings::add).stream()
        .map(Device::toString)
        .toList();
  }

  @Test
  void autoIsTheFirstCardWhereThereIsOne() {
    assertThat(chosen(machine(true, 2), "auto")).containsExactly("gpu:0");
    assertThat(warnings).isEmpty();
  }

  @Test
  void autoIsTheProcessorWithoutAWordInABuildThatHasNoOther() {
    assertThat(chosen(machine(false, 0), "auto")).containsExactly("cpu");
    assertThat(warnings).isEmpty();
  }

  @Test
  void autoSaysWhyTheProcessorStandsIn() {
    assertThat(chosen(machine(true, 0), "auto")).containsExactly("cpu");
    assertThat(warnings).containsExactly("The CPU does the work. " + REASON);
  }

  @Test
  void theProcessorIsChosenWithoutLooking() {
    Devices blind =
        new Devices(
            true,
            () -> {
              throw new AssertionError("looked");
            },
            () -> REASON);
    assertThat(chosen(blind, "cpu")).containsExactly("cpu");
  }

  @Test
  void cardsAreCountedFromZero() {
    assertThat(chosen(machine(true, 2), "gpu")).containsExactly("gpu:0");
    assertThat(chosen(machine(true, 2), "gpu:1")).containsExactly("gpu:1");
    assertThat(chosen(machine(true, 3), "all")).containsExactly("gpu:0", "gpu:1", "gpu:2");
  }

  @Test
  void aCardThatIsNotThereIsRefusedWithThoseThatAre() {
    Devices two = machine(true, 2);
    assertThatThrownBy(() -> chosen(two, "gpu:2"))
        .isInstanceOf(DeviceException.class)
        .hasMessage("Expected a device gpu:2, found gpu:0, gpu:1; `gradcam devices` lists them");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpu", "gpu:1", "all"})
  void whoAsksForACardIsToldWhyThereIsNone(String text) {
    for (Devices none : List.of(machine(true, 0), machine(false, 0))) {
      assertThatThrownBy(() -> chosen(none, text))
          .isInstanceOf(DeviceException.class)
          .hasMessage(REASON);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GPU", "gpu:", "gpu:-1", "gpu:x", "gpu:1000", "cpu:1", "tpu"})
  void otherWordsAreRefused(String text) {
    assertThatThrownBy(() -> DeviceSpec.parse(text))
        .hasMessage(
            "Expected a device of auto, cpu, gpu, all or such as gpu:1, found '" + text + "'");
  }
}
