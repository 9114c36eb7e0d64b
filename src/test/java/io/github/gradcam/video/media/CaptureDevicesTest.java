package io.github.gradcam.video.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** A machine without the libraries that cameras need says so, and does without cameras. */
class CaptureDevicesTest {

  private static UnsatisfiedLinkError unsatisfied(String cause) {
    UnsatisfiedLinkError error = new UnsatisfiedLinkError("no jniavdevice in java.library.path: /");
    error.initCause(new UnsatisfiedLinkError(cause));
    return error;
  }

  @Test
  void ofAMissingLibraryItsNameAndItsPackageAreTold() {
    String cause =
        "/root/.javacpp/cache/libjniavdevice.so: libpulse.so.0:"
            + " cannot open shared object file: No such file or directory";
    assertThat(CaptureDevices.message(unsatisfied(cause)))
        .isEqualTo(
            "Expected FFmpeg's camera library, found that libpulse.so.0 is missing on this machine;"
                + " install it (Debian, Ubuntu: sudo apt-get install libpulse0)");
  }

  @Test
  void ofALibraryOfNoKnownPackageItsNameIsTold() {
    String cause = "/a/b.so: libother.so.7: cannot open shared object file: No such file";
    assertThat(CaptureDevices.message(unsatisfied(cause)))
        .isEqualTo(
            "Expected FFmpeg's camera library, found that libother.so.7 is missing on this machine;"
                + " install it");
  }

  @Test
  void ofAnotherTroubleItsCauseIsTold() {
    assertThat(CaptureDevices.message(unsatisfied("/a/b.so: wrong ELF class: ELFCLASS32")))
        .isEqualTo(
            "Expected FFmpeg's camera library, found that it cannot be loaded"
                + " (/a/b.so: wrong ELF class: ELFCLASS32);"
                + " give a file, or the URL of a stream");
  }

  @Test
  void aLibraryThatIsMissingIsToldEachTimeADeviceIsOpened() {
    for (int opening = 0; opening < 2; opening++) {
      MediaAddress screen = new CameraSpec("screen::99", null, null).address("Linux", null);
      assertThatThrownBy(() -> new CameraSource(screen))
          .isInstanceOf(VideoException.class)
          .hasMessageMatching(
              "Expected FFmpeg's camera library, found that \\S+ is missing .*"
                  + "|Expected to open the source screen::99, found .*");
    }
  }
}
