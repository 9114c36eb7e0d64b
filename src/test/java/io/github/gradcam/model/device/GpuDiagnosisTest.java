package io.github.gradcam.model.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GpuDiagnosisTest {

  private static final String LIBRARIES = "/usr/lib/x86_64-linux-gnu/";
  private static final String VERSION = "/proc/driver/nvidia/version";

  /** How the drivers write themselves, closed and open. */
  private static final String CLOSED =
      """
      NVRM version: NVIDIA UNIX x86_64 Kernel Module  %s  Thu Jul 11 00:34:10 UTC 2024
      GCC version:  gcc version 12.2.0 (Debian 12.2.0-14)
      """;

  private static final String OPEN =
      "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  %s  Release Build  (root@host)\n";

  private static FakeHost complete() {
    FakeHost host = new FakeHost().gpuBuild().file(VERSION, CLOSED.formatted("550.90.07"));
    for (String name :
        List.of(
            "libcuda.so.1",
            "libcudart.so.12",
            "libcublas.so.12",
            "libcublasLt.so.12",
            "libcufft.so.11",
            "libcusolver.so.11",
            "libcusparse.so.12",
            "libnvJitLink.so.12",
            "libcudnn.so.9")) {
      host.file(LIBRARIES + name, "");
    }
    return host;
  }

  private static String reason(Host host) {
    return new GpuDiagnosis(host).reason();
  }

  @Test
  void othersThanLinuxOnX86HaveNoGpuBuild() {
    Host mac = new FakeHost().property("os.name", "Mac OS X").property("os.arch", "aarch64");
    assertThat(reason(mac))
        .isEqualTo(
            "Expected Linux on x86-64 for a GPU, found Mac OS X on aarch64; use --device cpu");
  }

  @Test
  void theProcessorsBuildSaysHowToGetTheOther() {
    assertThat(new GpuDiagnosis(new FakeHost()).gpuBuild()).isFalse();
    assertThat(reason(new FakeHost()))
        .isEqualTo(
            "Expected TensorFlow's GPU build, found its CPU build; run `./gradcam --gpu ...`,"
                + " or build with `./mvnw -Pgpu package`");
  }

  @Test
  void aMachineWithoutACardIsTold() {
    assertThat(reason(new FakeHost().gpuBuild()))
        .isEqualTo("Expected an NVIDIA card, found none in this machine; use --device cpu");
  }

  @Test
  void aCardOfAnotherMakerIsNone() {
    Host other =
        new FakeHost()
            .gpuBuild()
            .file("/sys/bus/pci/devices/0000:01:00.0/vendor", "0x1002\n")
            .file("/sys/bus/pci/devices/0000:01:00.0/class", "0x030000\n");
    assertThat(reason(other)).startsWith("Expected an NVIDIA card, found none");
  }

  @Test
  void aCardOnTheBusWithoutADriverIsTold() {
    Host bare =
        new FakeHost()
            .gpuBuild()
            .file("/sys/bus/pci/devices/0000:01:00.0/vendor", "0x10de\n")
            .file("/sys/bus/pci/devices/0000:01:00.0/class", "0x030200\n");
    assertThat(reason(bare))
        .startsWith("Expected NVIDIA's driver 525.60.13 or later, found none loaded; install one")
        .endsWith("or start the container with --gpus all");
  }

  @ParameterizedTest
  @ValueSource(strings = {"470.223.02", "525.60.11", "525.53", "390.157"})
  void aDriverTooOldForCuda12IsNamed(String version) {
    for (String form : List.of(CLOSED, OPEN)) {
      assertThat(reason(complete().file(VERSION, form.formatted(version))))
          .startsWith("Expected NVIDIA's driver 525.60.13 or later, found " + version + ";");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"525.60.13", "525.105.17", "550.54", "1000.1"})
  void aDriverNewEnoughPasses(String version) {
    assertThat(reason(complete().file(VERSION, OPEN.formatted(version))))
        .startsWith("Expected an NVIDIA card of compute capability 6.0");
  }

  @Test
  void theDriverInTheKernelAloneIsNotEnough() {
    assertThat(reason(complete().without(LIBRARIES + "libcuda.so.1")))
        .startsWith(
            "Expected libcuda.so.1 of NVIDIA's driver 550.90.07, found none; install the driver's");
  }

  @Test
  void windowsDriverServesItsLinux() {
    FakeHost host = complete().without(VERSION).without(LIBRARIES + "libcuda.so.1");
    host.file("/dev/dxg", "").cached("/usr/lib/wsl/lib/libcuda.so.1");
    assertThat(reason(host)).startsWith("Expected an NVIDIA card of compute capability 6.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", " ", "-1,0", "NoDevFiles"})
  void hiddenCardsAreTold(String value) {
    assertThat(reason(complete().environment("CUDA_VISIBLE_DEVICES", value)))
        .isEqualTo(
            "Expected CUDA_VISIBLE_DEVICES to name a card, found '%s', which hides all; unset it"
                .formatted(value.strip()));
  }

  @Test
  void namedCardsAreNotHidden() {
    assertThat(reason(complete().environment("CUDA_VISIBLE_DEVICES", "1,0")))
        .startsWith("Expected an NVIDIA card of compute capability");
  }

  @ParameterizedTest
  @CsvSource({
    "libcudart.so.12, cuda-cudart-12-5",
    "libcublas.so.12, libcublas-12-5",
    "libcublasLt.so.12, libcublas-12-5",
    "libcufft.so.11, libcufft-12-5",
    "libcusolver.so.11, libcusolver-12-5",
    "libcusparse.so.12, libcusparse-12-5",
    "libnvJitLink.so.12, libnvjitlink-12-5",
    "libcudnn.so.9, libcudnn9-cuda-12"
  })
  void aMissingLibraryIsNamedWithItsPackage(String library, String name) {
    assertThat(reason(complete().without(LIBRARIES + library)))
        .isEqualTo(
            "Expected the libraries of CUDA 12 and cuDNN 9, found no %s where they are looked for;"
                    .formatted(library)
                + " install %s of NVIDIA's repository (docs/gpu.md)".formatted(name));
  }

  @Test
  void aPackageOfSeveralMissingLibrariesIsNamedOnce() {
    FakeHost host =
        complete()
            .without(LIBRARIES + "libcublas.so.12")
            .without(LIBRARIES + "libcublasLt.so.12")
            .without(LIBRARIES + "libcudnn.so.9");
    assertThat(reason(host))
        .contains("found no libcublas.so.12, libcublasLt.so.12, libcudnn.so.9 where")
        .contains("install libcublas-12-5 libcudnn9-cuda-12 of");
  }

  @Test
  void librariesAreFoundByTheEnvironmentAndByTheLoadersCache() {
    FakeHost host =
        complete()
            .without(LIBRARIES + "libcudnn.so.9")
            .without(LIBRARIES + "libcufft.so.11")
            .environment("LD_LIBRARY_PATH", ":/opt/cudnn/lib:/opt/other")
            .file("/opt/cudnn/lib/libcudnn.so.9", "")
            .cached("/usr/local/cuda-12.5/targets/x86_64-linux/lib/libcufft.so.11");
    assertThat(reason(host)).startsWith("Expected an NVIDIA card of compute capability");
  }

  @Test
  void librariesThatLieWhereTheLoaderDoesNotLookAskForThePathOnly() {
    FakeHost host =
        complete()
            .without(LIBRARIES + "libcufft.so.11")
            .without(LIBRARIES + "libcudnn.so.9")
            .file("/usr/local/cuda-12.5/lib64/libcufft.so.11", "");
    assertThat(reason(host))
        .contains(
            "install libcudnn9-cuda-12 of NVIDIA's repository, and"
                + " set LD_LIBRARY_PATH=/usr/local/cuda-12.5/lib64 (");
  }

  @Test
  void thisMachineGivesOneSentence() {
    assertThat(reason(new LocalHost())).startsWith("Expected ").contains(", found ").contains("; ");
    assertThat(new LocalHost().cachedLibraries()).allMatch(java.nio.file.Path::isAbsolute);
  }
}
