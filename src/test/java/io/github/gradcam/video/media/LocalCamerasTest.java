package io.github.gradcam.video.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A camera that is missing, busy, denied or gone: each has its message. */
class LocalCamerasTest {

  @TempDir private Path devices;

  @Test
  void ofAMissingCameraTheOthersAreTold() throws Exception {
    Files.createFile(devices.resolve("video2"));
    Files.createFile(devices.resolve("video0"));
    assertThatThrownBy(() -> LocalCameras.check(devices.resolve("video9"), devices))
        .isInstanceOf(VideoException.class)
        .hasMessage(
            "Expected a camera at %1$s/video9, found none; give one of %1$s/video0, %1$s/video2"
                .formatted(devices));
  }

  @Test
  void ofAMachineWithoutCamerasOtherSourcesAreTold() {
    assertThatThrownBy(() -> LocalCameras.check(devices.resolve("video0"), devices))
        .isInstanceOf(VideoException.class)
        .hasMessageEndingWith(
            "this machine shows no camera: plug one in, or give --camera screen or a URL");
  }

  @Test
  void aDeviceThatIsNoCameraIsRefused() {
    Programs.assumeCaptureDevices();
    MediaAddress address = new CameraSpec("/dev/null", null, null).address("Linux", null);
    assertThatThrownBy(() -> new CameraSource(address))
        .isInstanceOf(VideoException.class)
        .hasMessageStartingWith("Expected to open the source /dev/null, found ");
  }

  @ParameterizedTest
  @CsvSource({"-16, in use; close the other program", "-13, not allowed", "-19, gone or no video"})
  void whyACameraCannotBeOpenedIsTold(int code, String words) {
    MediaAddress address = new MediaAddress("camera 0", "/dev/video0", "v4l2", Map.of(), true);
    assertThat(OpeningFailure.of(address, code))
        .startsWith("Expected to open the source camera 0, found ")
        .contains(words);
  }
}
