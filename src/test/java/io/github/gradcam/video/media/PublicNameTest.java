package io.github.gradcam.video.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is seen of a source is no secret. */
class PublicNameTest {

  @ParameterizedTest
  @CsvSource({
    "rtsp://user:secret@host/1, rtsp://host/1",
    "rtsp://user:secret@host:554, rtsp://host:554",
    "rtsp://secret@host/1, rtsp://host/1",
    "rtsp://user:sec@ret@host/1, rtsp://host/1",
    "rtsp://user:sec/ret@host/1, rtsp://host/1",
    "rtsp://user:secret?#@host/1, rtsp://host/1",
    "HTTPS://user:secret@[::1]:8080/a?b=1, HTTPS://[::1]:8080/a?b=1",
    "http://host/cgi?channel=1&User=secret&pwd=secret&x=2, http://host/cgi?channel=1&User=...&pwd=...&x=2",
  })
  void usersAndPasswordsAreTakenOut(String url, String name) {
    assertThat(PublicName.of(url)).isEqualTo(name).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "/dev/video0",
        "screen::0.0+10,20",
        "my film@home.mp4",
        "udp://:1234",
        "http://host:8080/video@1",
        "http://[::1]:8080/video@1",
        "http://host/video?channel=1",
      })
  void otherNamesStayAsTheyAre(String name) {
    assertThat(PublicName.of(name)).isEqualTo(name);
  }

  @Test
  void ffmpegGetsTheWholeUrlAndPeopleItsName() {
    String url = "rtsp://user:secret@host/1";
    CameraSpec spec = new CameraSpec(url, null, null);
    MediaAddress address = spec.address("Linux", null);
    assertThat(address.url()).isEqualTo(url);
    assertThat(address.name()).isEqualTo(spec.name()).isEqualTo("rtsp://host/1");
    assertThat(new MediaAddress(url, url, null, Map.of(), true).name()).doesNotContain("secret");
    assertThat(OpeningFailure.of(address, -5)).contains("rtsp://host/1").doesNotContain("secret");
    assertThat(spec.toString() + address).doesNotContain("secret");
  }
}
