package io.github.gradcam.video.media;

import static io.github.gradcam.video.FfmpegPrograms.ffmpeg;
import static io.github.gradcam.video.FfmpegPrograms.video;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Any video is read frame by frame, with its times, its colours and the right way up. */
class VideoReaderTest {

  @TempDir Path folder;

  private static List<VideoFrame> frames(Path file, TimeRange range) throws IOException {
    List<VideoFrame> frames = new ArrayList<>();
    try (VideoReader reader = new VideoReader(file, range)) {
      for (VideoFrame frame = reader.next(); frame != null; frame = reader.next()) {
        frames.add(frame);
      }
    }
    return frames;
  }

  @ParameterizedTest
  @CsvSource({
    "mp4, libopenh264",
    "mov, mpeg4",
    "mkv, ffv1",
    "webm, libvpx",
    "webm, libvpx-vp9",
    "avi, mjpeg",
    "avi, rawvideo",
    "gif, gif",
    "ts, mpeg2video",
    "mp4, libsvtav1",
    "h264, libopenh264"
  })
  void everyContainerAndCodecGivesAllFrames(String extension, String codec) throws IOException {
    Path file = folder.resolve("any." + extension);
    video(file, "testsrc2=s=128x96:r=25:d=2", "-c:v", codec);
    List<VideoFrame> frames = frames(file, TimeRange.ALL);
    assertThat(frames).hasSize(50);
    assertThat(frames.get(49).seconds() - frames.get(0).seconds()).isCloseTo(1.96, within(1e-3));
  }

  @Test
  void timesAreExactAt2997FramesASecond() throws IOException {
    Path file = video(folder.resolve("ntsc.mp4"), "testsrc2=s=64x64:r=30000/1001:d=2");
    List<VideoFrame> frames = frames(file, TimeRange.ALL);
    try (VideoReader reader = new VideoReader(file, TimeRange.ALL)) {
      assertThat(reader.format().frameRate()).isEqualTo(new Ratio(30000, 1001));
      assertThat(reader.format().frames()).isEqualTo(60);
      assertThat(reader.format().seconds()).isCloseTo(60 * 1001 / 30000.0, within(1e-6));
    }
    for (int i = 0; i < frames.size(); i++) {
      assertThat(frames.get(i).number()).isEqualTo(i);
      assertThat(frames.get(i).seconds()).isCloseTo(i * 1001 / 30000.0, within(1e-4));
    }
  }

  @Test
  void unevenTimesAreKept() throws IOException {
    Path file = folder.resolve("uneven.mkv");
    video(
        file,
        "testsrc2=s=64x64:r=10:d=2",
        "-vf",
        "settb=1/1000,setpts=N*N*10",
        "-fps_mode",
        "vfr",
        "-enc_time_base",
        "1/1000",
        "-frames:v",
        "10");
    List<VideoFrame> frames = frames(file, TimeRange.ALL);
    assertThat(frames).hasSize(10);
    for (int i = 0; i < frames.size(); i++) {
      assertThat(frames.get(i).seconds()).isCloseTo(i * i * 0.01, within(1e-3));
    }
  }

  @ParameterizedTest
  @CsvSource({"320x240, smpte170m, tv", "1280x720, bt709, tv", "320x240, bt709, pc"})
  void coloursAreThoseMeant(String size, String matrix, String range) throws IOException {
    Path file = folder.resolve("colour.mkv");
    video(
        file,
        "color=c=0x20C040:s=%s:r=5:d=0.4".formatted(size),
        "-vf",
        "scale=out_color_matrix=%s:out_range=%s,format=yuv420p".formatted(matrix, range),
        "-c:v",
        "ffv1",
        "-colorspace",
        matrix,
        "-color_range",
        range);
    VideoFrame frame = frames(file, TimeRange.ALL).get(0);
    int found = FrameImages.at(frame.image(), 50, 50);
    assertThat(FrameImages.distance(found, 0x20C040)).as("%06x", found).isLessThanOrEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource({"0, 128, 96", "90, 96, 128", "180, 128, 96", "270, 96, 128"})
  void framesStandUpright(int degrees, int width, int height) throws IOException {
    // stored with the red edge where turning by so many degrees clockwise brings it to the top
    String edge =
        switch (degrees) {
          case 90 -> "x=0:y=0:w=40:h=96";
          case 180 -> "x=0:y=56:w=128:h=40";
          case 270 -> "x=88:y=0:w=40:h=96";
          default -> "x=0:y=0:w=128:h=40";
        };
    Path plain = folder.resolve("plain.mp4");
    video(plain, "color=c=blue:s=128x96:r=5:d=1", "-vf", "drawbox=%s:c=red:t=fill".formatted(edge));
    Path turned = folder.resolve("turned.mp4");
    ffmpeg("-display_rotation", -degrees, "-i", plain, "-c", "copy", turned);
    VideoFrame frame = frames(turned, TimeRange.ALL).get(0);
    assertThat(frame.image().width()).isEqualTo(width);
    assertThat(frame.image().height()).isEqualTo(height);
    int top = FrameImages.at(frame.image(), width / 2, 6);
    int bottom = FrameImages.at(frame.image(), width / 2, height - 6);
    assertThat(FrameImages.distance(top, 0xff0000)).as("%06x", top).isLessThan(20);
    assertThat(FrameImages.distance(bottom, 0x0000ff)).as("%06x", bottom).isLessThan(20);
  }

  @Test
  void filmsThatWereJoinedFollowEachOther() throws IOException {
    Path one = video(folder.resolve("one.ts"), "testsrc2=s=64x64:r=25:d=2");
    Path joined = folder.resolve("joined.ts");
    Files.write(joined, Files.readAllBytes(one));
    Files.write(joined, Files.readAllBytes(one), StandardOpenOption.APPEND);
    List<VideoFrame> frames = frames(joined, TimeRange.ALL);
    assertThat(frames).hasSize(100);
    for (int i = 0; i < 100; i++) {
      assertThat(frames.get(i).seconds()).isCloseTo(i * 0.04, within(1e-3));
    }
  }

  @Test
  void partIsReadToTheFrame() throws IOException {
    Path file = video(folder.resolve("whole.mp4"), "testsrc2=s=64x64:r=25:d=4", "-g", "50");
    List<VideoFrame> whole = frames(file, TimeRange.ALL);
    List<VideoFrame> part = frames(file, new TimeRange(1.2, 2.4));
    assertThat(part).hasSize(30);
    assertThat(part.get(0).seconds()).isCloseTo(1.2, within(1e-6));
    assertThat(part.get(0).image().pixels()).isEqualTo(whole.get(30).image().pixels());
    assertThat(part.get(29).image().pixels()).isEqualTo(whole.get(59).image().pixels());
  }

  @Test
  void sampleIsSpreadOverTheVideoAndChangesNothing() throws IOException {
    Path file = video(folder.resolve("long.mp4"), "testsrc2=s=64x64:r=25:d=8", "-g", "25");
    try (VideoReader reader = new VideoReader(file, TimeRange.ALL)) {
      assertThat(reader.sample(4)).hasSize(4).doesNotHaveDuplicates();
      VideoFrame first = reader.next();
      assertThat(first).isNotNull();
      assertThat(first.seconds()).isZero();
    }
  }

  @Test
  void truncatedFileGivesWhatIsThereAndSaysWhereItEnds() throws IOException {
    Path whole = folder.resolve("whole.mp4");
    video(whole, "testsrc2=s=320x240:r=25:d=4", "-movflags", "faststart");
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = folder.resolve("cut.mp4");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
    try (VideoReader reader = new VideoReader(cut, TimeRange.ALL)) {
      int frames = 0;
      while (reader.next() != null) {
        frames++;
      }
      assertThat(frames).isBetween(20, 80);
      assertThat(reader.endedEarly())
          .contains("4.0 s")
          .contains("cut.mp4")
          .contains("after frame " + frames);
    }
  }

  @Test
  void wholeFileDoesNotEndEarly() throws IOException {
    Path file = video(folder.resolve("whole.mkv"), "testsrc2=s=64x64:r=25:d=1", "-c:v", "ffv1");
    try (VideoReader reader = new VideoReader(file, TimeRange.ALL)) {
      while (reader.next() != null) {
        assertThat(reader.endedEarly()).isNull();
      }
      assertThat(reader.endedEarly()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 100_000})
  void fileThatIsNoVideoIsRefused(int length) throws IOException {
    Path file = folder.resolve("novel \u00e9\u4e16\u754c.mp4");
    Files.writeString(file, "Call me Ishmael. ".repeat(length / 17 + (length > 0 ? 1 : 0)));
    assertThatThrownBy(() -> new VideoReader(file, TimeRange.ALL))
        .isInstanceOf(VideoException.class)
        .hasMessageContaining("Expected a video in " + file)
        .hasMessageContaining("found data of no known video format");
  }

  @Test
  void soundWithoutImageIsRefused() throws IOException {
    Path file = video(folder.resolve("song.m4a"), "sine=d=1");
    assertThatThrownBy(() -> new VideoReader(file, TimeRange.ALL))
        .isInstanceOf(VideoException.class)
        .hasMessageContaining("found none, only sound");
  }

  @Test
  void missingFileIsNamed() {
    assertThatThrownBy(() -> new VideoReader(folder.resolve("none.mp4"), TimeRange.ALL))
        .hasMessageContaining("none.mp4")
        .hasMessageContaining("nothing there");
  }

  @Test
  void damageInTheMiddleLosesSomeFramesOnly() throws IOException {
    Path file = video(folder.resolve("noise.ts"), "testsrc2=s=320x240:r=25:d=4", "-g", "10");
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 5000, (byte) 0x55);
    Files.write(file, bytes);
    assertThat(frames(file, TimeRange.ALL)).hasSizeBetween(80, 100);
  }
}
