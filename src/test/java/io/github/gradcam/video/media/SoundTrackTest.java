package io.github.gradcam.video.media;

import static io.github.gradcam.video.FfmpegPrograms.ffmpeg;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.video.FfmpegPrograms;
import java.io.IOException;
import java.nio.ShortBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sound of a video goes with it. */
class SoundTrackTest {

  @TempDir Path folder;

  private Path film(String name, Object... options) throws IOException {
    Path file = folder.resolve(name);
    Object[] before = {
      "-f", "lavfi", "-i", "testsrc2=s=64x64:r=25:d=4", "-f", "lavfi", "-i", "sine=440:d=4"
    };
    Object[] all = new Object[before.length + options.length + 1];
    System.arraycopy(before, 0, all, 0, before.length);
    System.arraycopy(options, 0, all, before.length, options.length);
    all[all.length - 1] = file;
    ffmpeg(all);
    return file;
  }

  private Path copy(Path film, TimeRange range) throws IOException {
    Path copy = folder.resolve("copy.mp4");
    try (VideoReader reader = new VideoReader(film, range);
        VideoWriter writer = VideoWriter.replacing(copy, reader.format(), film, range, true)) {
      for (VideoFrame frame = reader.next(); frame != null; frame = reader.next()) {
        writer.write(frame.image(), frame.timestamp());
      }
      writer.finish(true);
    }
    return copy;
  }

  private static double number(Map<String, String> stream, String key) {
    return Double.parseDouble(stream.get(key));
  }

  @ParameterizedTest
  @CsvSource({
    "a.mp4, aac, aac",
    "b.mkv, libmp3lame, mp3",
    "c.webm, libopus, opus",
    "d.mkv, flac, flac",
    "e.avi, pcm_s16le, aac",
    "f.mkv, ac3, aac",
    "g.mov, pcm_s24le, aac"
  })
  void soundIsCopiedOrBecomesAac(String name, String codec, String expected) throws IOException {
    Map<String, String> sound = MediaProbe.sound(copy(film(name, "-c:a", codec), TimeRange.ALL));
    assertThat(sound).containsEntry("codec_name", expected);
    assertThat(number(sound, "duration")).isCloseTo(4, within(0.1));
    assertThat(number(sound, "start_time")).isCloseTo(0, within(0.03));
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, ".sound*")) {
      assertThat(left).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"aac", "pcm_s16le"})
  void soundThatBeginsLaterStillDoes(String codec) throws IOException {
    Path film = folder.resolve("late.mov");
    ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=64x64:r=25:d=4",
        "-itsoffset",
        "1.5",
        "-f",
        "lavfi",
        "-i",
        "sine=440:d=2",
        "-c:a",
        codec,
        film);
    Path copy = copy(film, TimeRange.ALL);
    assertThat(firstSound(copy)).isCloseTo(1.5, within(0.05));
    assertThat(number(MediaProbe.sound(copy), "duration")).isCloseTo(3.5, within(0.1));
    assertThat(number(MediaProbe.video(copy), "start_time")).isZero();
  }

  /** When something is heard for the first time, seconds. */
  private static double firstSound(Path file) throws IOException {
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toString())) {
      grabber.start();
      for (Frame frame = grabber.grabSamples(); frame != null; frame = grabber.grabSamples()) {
        ShortBuffer samples = (ShortBuffer) frame.samples[0];
        for (int i = 0; i < samples.limit(); i++) {
          if (Math.abs(samples.get(i)) > 1000) {
            double within = (double) i / grabber.getAudioChannels() / grabber.getSampleRate();
            return frame.timestamp / 1e6 + within;
          }
        }
      }
    }
    throw new IOException("Nothing is heard in " + file);
  }

  @Test
  void partOfAVideoHasItsPartOfTheSound() throws IOException {
    Path copy = copy(film("a.mp4", "-c:a", "aac", "-g", "25"), new TimeRange(1, 2.52));
    assertThat(MediaProbe.video(copy)).containsEntry("nb_read_frames", "38");
    Map<String, String> sound = MediaProbe.sound(copy);
    assertThat(number(sound, "duration")).isCloseTo(1.52, within(0.05));
    assertThat(number(sound, "start_time")).isCloseTo(0, within(0.03));
  }

  @Test
  void soundIsConvertedWithoutTheProgramsAndDevicesOfFfmpeg() throws IOException {
    Path film = folder.resolve("tone.mp4");
    try (FilmWriter writer = new FilmWriter(film, 64, 48, "25")) {
      for (int i = 0; i < 50; i++) {
        writer.write(FrameImages.flat(64, 48, 0x808080));
      }
    }
    try (ConvertedSound sound = ConvertedSound.of(film, 0, new TimeRange(0.5, 1.5), folder)) {
      assertThat(MediaProbe.sound(sound.file())).containsEntry("codec_name", "aac");
      assertThat(number(MediaProbe.sound(sound.file()), "duration")).isCloseTo(1, within(0.1));
      assertThat(sound.start()).isEqualTo(0.5);
    }
  }

  @Test
  void silentVideoStaysSilent() throws IOException {
    Path film = FfmpegPrograms.video(folder.resolve("s.mp4"), "testsrc2=s=64x64:r=25:d=1");
    assertThat(MediaProbe.sound(copy(film, TimeRange.ALL))).isEmpty();
  }

  @Test
  void soundOfACutVideoEndsWithIt() throws IOException {
    Path film = film("a.mp4", "-c:a", "aac");
    Path copy = folder.resolve("copy.mp4");
    try (VideoReader reader = new VideoReader(film, TimeRange.ALL);
        VideoWriter writer =
            VideoWriter.replacing(copy, reader.format(), film, TimeRange.ALL, true)) {
      for (int i = 0; i < 25; i++) {
        VideoFrame frame = reader.next();
        assertThat(frame).isNotNull();
        writer.write(frame.image(), frame.timestamp());
      }
      writer.finish(false);
    }
    assertThat(number(MediaProbe.sound(copy), "duration")).isCloseTo(1, within(0.05));
  }
}
