package io.github.gradcam.video.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.video.live.MissingDisplay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CameraSpecTest {

  @ParameterizedTest
  @CsvSource({
    "0, Linux, /dev/video0, v4l2",
    "12, Linux, /dev/video12, v4l2",
    "/dev/video2, Linux, /dev/video2, v4l2",
    "0, Mac OS X, 0:none, avfoundation",
    "FaceTime HD Camera, Mac OS X, FaceTime HD Camera:none, avfoundation",
    "0, Windows 11, 0, vfwcap",
    "Integrated Camera, Windows 11, video=Integrated Camera, dshow",
    "screen, Linux, :7, x11grab",
    "screen:+10;20, Linux, :7+10;20, x11grab",
    "screen::9.0+10;20, Linux, :9.0+10;20, x11grab",
    "screen, Mac OS X, Capture screen 0:none, avfoundation",
    "screen, Windows 10, desktop, gdigrab",
  })
  void aDeviceIsAskedForAsTheSystemCallsIt(String text, String os, String url, String format) {
    MediaAddress address = new CameraSpec(text.replace(';', ','), null, null).address(os, ":7");
    assertThat(address.url()).isEqualTo(url.replace(';', ','));
    assertThat(address.format()).isEqualTo(format);
    assertThat(address.live()).isTrue();
    assertThat(address.name()).isEqualTo(text.replace(';', ','));
  }

  @Test
  void sizeAndRateAreAskedOfADevice() {
    MediaAddress address =
        new CameraSpec("0", "1280X720", FrameRate.of("29.97")).address("Linux", null);
    assertThat(address.options())
        .containsEntry("video_size", "1280x720")
        .containsEntry("framerate", "30000/1001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8080/video", "https://a/b.m3u8", "udp://@:1234"})
  void anAddressIsTakenAsItIsAndGivenUpWhenItIsSilent(String url) {
    MediaAddress address = new CameraSpec(url, null, null).address("Linux", null);
    assertThat(address.url()).isEqualTo(url);
    assertThat(address.format()).isNull();
    assertThat(address.options()).containsEntry("rw_timeout", "5000000");
  }

  @Test
  void rtspGoesOverTcpWithATimeout() {
    MediaAddress address = new CameraSpec("rtsp://cam/1", null, null).address("Linux", null);
    assertThat(address.options())
        .containsEntry("rtsp_transport", "tcp")
        .containsEntry("timeout", "5000000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"640", "640x", "0x480", "640*480", "x", "640x480x2", "-1x2"})
  void aSizeIsWidthAndHeight(String size) {
    assertThatThrownBy(() -> new CameraSpec("0", size, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Expected a --size of WIDTHxHEIGHT such as 640x480, found '%s'".formatted(size));
  }

  @Test
  void aStreamHasItsOwnSize() {
    assertThatThrownBy(() -> new CameraSpec("http://a/b", "640x480", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--size and --fps with a camera or a screen only");
  }

  @Test
  void aScreenNeedsADisplay() {
    CameraSpec screen = new CameraSpec("screen", null, null);
    assertThatThrownBy(() -> screen.address("Linux", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("DISPLAY is not set");
  }

  @Test
  void aMissingDisplayOffersARecordingInstead() {
    assertThat(MissingDisplay.message(null))
        .isEqualTo(
            "Expected a display for the window, found none (DISPLAY is not set); use --no-window --record OUT.mp4");
    assertThat(MissingDisplay.message(":5")).contains("DISPLAY is :5");
  }
}
