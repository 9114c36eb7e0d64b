package io.github.gradcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.cli.option.Command;
import org.junit.jupiter.api.Test;

class DevicesCommandTest {

  @Test
  void theProcessorIsAlwaysThereAndAMissingGpuIsExplained() {
    Run run = Run.of("devices");
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("device ").containsPattern("\ncpu +\\S");
    assertThat(run.out().lines().anyMatch(line -> line.startsWith("gpu:0")))
        .isNotEqualTo(run.out().contains("\nno GPU: Expected "));
  }

  @Test
  void aDeviceThatIsNoneIsAMatterOfUsage() {
    Run run = Run.of("layers", "--device", "tpu");
    assertThat(run.code()).isEqualTo(Command.USAGE);
    assertThat(run.err())
        .startsWith("gradcam: Expected a device of auto, cpu, gpu, all or such as gpu:1, found");
  }

  @Test
  void theProcessorCanBeAskedForByName() {
    assertThat(Run.of("layers", "--device", "cpu").code()).isZero();
  }

  @Test
  void aGpuThatIsNotThereFailsWithTheReasonAlone() {
    Run run = Run.of("layers", "--device", "gpu:999");
    assertThat(run.code()).isEqualTo(Command.FAILED);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("gradcam: Expected ").contains(", found ");
  }
}
