package io.github.gradcam.video.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What FFmpeg's numbers mean, and what to do. */
class OpeningFailureTest {

  private static final MediaAddress FILE = MediaAddress.of(Path.of("my film.mp4"));
  private static final MediaAddress CAMERA =
      new MediaAddress("camera 0", "/dev/video0", "v4l2", Map.of(), true);

  @BeforeAll
  static void load() {
    Ffmpeg.load();
  }

  @ParameterizedTest
  @CsvSource({
    "-2, nothing there; check the name",
    "-5, that it cannot be read; check that it is connected and its address",
    "-13, that it is not allowed; check owner and mode (cameras: the group 'video')",
    "-16, that it is in use; close the other program that reads from it",
    "-19, 'that it is gone or no video device; plug it in, or give another'",
    "-21, a folder; give a file"
  })
  void numbersOfTheSystemAreTold(int code, String found) {
    assertThat(OpeningFailure.of(FILE, code))
        .isEqualTo("Expected a video in my film.mp4, found " + found);
    assertThat(OpeningFailure.of(CAMERA, code))
        .isEqualTo("Expected to open the source camera 0, found " + found);
  }

  @Test
  void fileThatIsNoVideoIsTold() {
    assertThat(OpeningFailure.of(FILE, avutil.AVERROR_INVALIDDATA))
        .isEqualTo(
            "Expected a video in my film.mp4, found data of no known video format, or a file"
                + " without its end");
  }

  @Test
  void aSourceThatSendsNothingIsTold() {
    assertThat(OpeningFailure.of(CAMERA, avutil.AVERROR_INVALIDDATA))
        .isEqualTo(
            "Expected to open the source camera 0, found no video in what it sends, or nothing at"
                + " all; check that it is sending");
  }

  @Test
  void otherNumbersGetTheWordsOfFfmpeg() {
    assertThat(OpeningFailure.of(CAMERA, -111))
        .isEqualTo(
            "Expected to open the source camera 0, found Connection refused; check the address");
    assertThat(OpeningFailure.of(CAMERA, avutil.AVERROR_PROTOCOL_NOT_FOUND))
        .contains("Protocol not found");
  }
}
