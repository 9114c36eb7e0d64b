package io.github.gradcam.video.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.image.QuarterTurn;
import io.github.gradcam.image.RgbImage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written can be played: exact times and sizes, and whatever happens on the way. */
class VideoWriterTest {

  @TempDir Path folder;

  private static RgbImage noise(int seed) {
    byte[] pixels = new byte[320 * 240 * 3];
    new Random(seed).nextBytes(pixels);
    return new RgbImage(320, 240, pixels);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "mov", "mkv"})
  void framesTimesAndColoursArePreserved(String extension) throws IOException {
    Path file = folder.resolve("some folder \u00e9").resolve("out." + extension);
    VideoFormat format =
        new VideoFormat(
            128,
            96,
            QuarterTurn.NONE,
            new Ratio(1, 1),
            new Ratio(30000, 1001),
            new Ratio(1, 30000),
            0,
            0);
    try (VideoWriter writer = new VideoWriter(file, format)) {
      for (int i = 0; i < 60; i++) {
        writer.write(FrameImages.halves(128, 96, 0xC02040, 0x20C040), i * 1001L);
      }
      writer.finish(true);
    }
    Map<String, String> video = MediaProbe.video(file);
    assertThat(video)
        .containsEntry("codec_name", "h264")
        .containsEntry("pix_fmt", "yuv420p")
        .containsEntry("width", "128")
        .containsEntry("height", "96")
        .containsEntry("nb_read_frames", "60")
        .containsEntry("r_frame_rate", "30000/1001");
    try (VideoReader reader = new VideoReader(file, TimeRange.ALL)) {
      VideoFrame frame = reader.next();
      assertThat(frame).isNotNull();
      assertThat(FrameImages.distance(FrameImages.at(frame.image(), 60, 10), 0xC02040))
          .isLessThan(6);
      assertThat(FrameImages.distance(FrameImages.at(frame.image(), 60, 80), 0x20C040))
          .isLessThan(6);
      assertThat(reader.format().seconds()).isCloseTo(60 * 1001 / 30000.0, within(0.034));
    }
  }

  @ParameterizedTest
  @EnumSource(QuarterTurn.class)
  void turnedVideoStaysTurned(QuarterTurn turn) throws IOException {
    Path file = folder.resolve("turned.mp4");
    VideoFormat plain = FrameImages.format(128, 96);
    VideoFormat format =
        new VideoFormat(
            128, 96, turn, plain.pixelAspect(), plain.frameRate(), plain.timeBase(), 0, 0);
    RgbImage upright =
        FrameImages.halves(format.uprightWidth(), format.uprightHeight(), 0xff0000, 0x0000ff);
    try (VideoWriter writer = new VideoWriter(file, format)) {
      writer.write(upright, 0);
      writer.write(upright, 40);
      writer.finish(true);
    }
    assertThat(MediaProbe.video(file)).containsEntry("width", "128").containsEntry("height", "96");
    try (VideoReader reader = new VideoReader(file, TimeRange.ALL)) {
      assertThat(reader.format().turn()).isEqualTo(turn);
      VideoFrame frame = reader.next();
      assertThat(frame).isNotNull();
      assertThat(frame.image().width()).isEqualTo(format.uprightWidth());
      assertThat(FrameImages.distance(FrameImages.at(frame.image(), 40, 6), 0xff0000))
          .isLessThan(20);
    }
  }

  @Test
  void unevenTimesAreWrittenAsTheyAre() throws IOException {
    Path file = folder.resolve("uneven.mp4");
    long[] times = {0, 10, 500, 520, 1900};
    try (VideoWriter writer = new VideoWriter(file, FrameImages.format(64, 64))) {
      for (long time : times) {
        writer.write(FrameImages.flat(64, 64, 0x808080), time);
      }
      writer.finish(true);
    }
    try (VideoReader reader = new VideoReader(file, TimeRange.ALL)) {
      for (long time : times) {
        VideoFrame frame = reader.next();
        assertThat(frame).isNotNull();
        assertThat(frame.seconds()).isCloseTo(time / 1000.0, within(1e-4));
      }
    }
  }

  @Test
  void unfinishedFileCanBePlayedUpToTheLastFragment() throws IOException {
    Path file = folder.resolve("killed.mp4");
    try (VideoWriter writer = new VideoWriter(file, FrameImages.format(320, 240))) {
      for (int i = 0; i < 175; i++) {
        writer.write(noise(i % 7), i * 40L);
      }
      // no finish, as when the process is killed
    }
    int frames = Integer.parseInt(MediaProbe.video(file).get("nb_read_frames"));
    assertThat(frames).isBetween(100, 175);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void fullDiskIsToldAndLeavesWhatWasWritten() throws Exception {
    Path file = folder.resolve("full.mp4");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    // a limit on the size of files stands for the disk that is full
    Process child =
        new ProcessBuilder(
                "bash",
                "-c",
                "ulimit -f 6000; exec \"$0\" -Dfile.encoding=UTF-8 -cp \"$1\" \"$2\" \"$3\"",
                java,
                System.getProperty("java.class.path"),
                FillingDisk.class.getName(),
                file.toString())
            .directory(new File("."))
            .redirectErrorStream(true)
            .start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).as(said).isZero();
    assertThat(said).contains("Expected to write " + file).contains("File too large");
    assertThat(Files.size(file)).isLessThanOrEqualTo(6000 * 1024);
    int frames = Integer.parseInt(MediaProbe.video(file).get("nb_read_frames"));
    assertThat(frames).isGreaterThan(20);
  }

  /** Writes more than fits, and says how that went. */
  static final class FillingDisk {
    private FillingDisk() {}

    /** The program. */
    public static void main(String[] args) throws IOException {
      try (VideoWriter writer = new VideoWriter(Path.of(args[0]), FrameImages.format(320, 240))) {
        for (int i = 0; i < 3000; i++) {
          writer.write(noise(i), i * 40L);
        }
        throw new IllegalStateException("All was written");
      } catch (VideoException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void oddSizesLoseTheirLastRowAndColumn() throws IOException {
    Path file = folder.resolve("odd.mp4");
    try (VideoWriter writer = new VideoWriter(file, FrameImages.format(65, 47))) {
      writer.write(FrameImages.flat(65, 47, 0x40a0c0), 0);
      writer.finish(true);
    }
    assertThat(MediaProbe.video(file))
        .containsEntry("width", "64")
        .containsEntry("height", "46")
        .containsEntry("nb_read_frames", "1");
  }

  @Test
  void webpIsAnimated() throws IOException {
    Path file = folder.resolve("clip.webp");
    try (VideoWriter writer = new VideoWriter(file, FrameImages.format(64, 48))) {
      for (int i = 0; i < 5; i++) {
        writer.write(FrameImages.flat(64, 48, 0x102030 * (i + 1)), i * 40L);
      }
      writer.finish(true);
    }
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(bytes).startsWith("RIFF").contains("WEBP").contains("ANIM");
    assertThat(bytes.split("ANMF", -1)).hasSize(6);
  }

  @Test
  void unknownKindIsRefusedWithThoseKnown() {
    assertThatThrownBy(() -> VideoWriter.checkName(Path.of("out.txt")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(".mp4")
        .hasMessageContaining("out.txt");
  }

  @Test
  void folderInTheWayIsTold() throws IOException {
    Path file = Files.createDirectory(folder.resolve("taken.mp4"));
    assertThatThrownBy(() -> new VideoWriter(file, FrameImages.format(64, 64)))
        .isInstanceOf(VideoException.class)
        .hasMessageContaining("taken.mp4")
        .hasMessageContaining("Is a directory");
  }

  @Test
  void hugeImagesAreRefusedWithTheirSize() {
    assertThatThrownBy(
            () -> new VideoWriter(folder.resolve("huge.mp4"), FrameImages.format(20000, 20000)))
        .isInstanceOf(VideoException.class)
        .hasMessageContaining("20000 x 20000");
    assertThat(folder.resolve("huge.mp4")).doesNotExist();
  }

  @Test
  void nothingIsWrittenAfterTheEnd() throws IOException {
    try (VideoWriter writer =
        new VideoWriter(folder.resolve("a.mp4"), FrameImages.format(64, 64))) {
      writer.write(FrameImages.flat(64, 64, 0), 0);
      writer.finish(true);
      writer.write(FrameImages.flat(64, 64, 0), 40);
      assertThatThrownBy(() -> writer.finish(true)).isInstanceOf(IllegalStateException.class);
    }
  }
}
