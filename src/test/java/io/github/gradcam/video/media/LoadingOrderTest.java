package io.github.gradcam.video.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The natives of OpenCV and FFmpeg live in one process, whichever comes first. */
class LoadingOrderTest {

  @TempDir private Path folder;

  @Test
  @Timeout(120)
  void videosAreWrittenAndReadAfterOpenCvWasLoaded() throws Exception {
    assertRuns(folder.resolve("film.mp4").toString());
  }

  @Test
  @Timeout(120)
  void devicesAreFoundAfterOpenCvWasLoaded() throws Exception {
    Programs.assumeCaptureDevices();
    assertRuns("/dev/video99");
  }

  private static void assertRuns(String what) throws Exception {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                LoadingOrderTest.class.getName(),
                what)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  /** Loads OpenCV first, then FFmpeg, then more of OpenCV. */
  public static void main(String[] args) throws IOException {
    RgbImage pixel = new RgbImage(1, 1, new byte[RgbImage.CHANNELS]);
    Resize.bilinear(pixel, 2, 2);
    if (args[0].startsWith("/dev/")) {
      openMissing(args[0]);
    } else {
      writeAndRead(Path.of(args[0]));
    }
    Resize.bilinear(pixel, 3, 3);
  }

  private static void openMissing(String camera) {
    try {
      new CameraSource(new CameraSpec(camera, null, null).address("Linux", null));
      throw new IllegalStateException("There is no such camera");
    } catch (VideoException e) {
      if (!e.getMessage().contains("nothing there")) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void writeAndRead(Path film) throws IOException {
    try (VideoWriter writer = new VideoWriter(film, FrameImages.format(64, 48))) {
      writer.write(FrameImages.flat(64, 48, 0x405060), 0);
      writer.finish(true);
    }
    try (VideoReader reader = new VideoReader(film, TimeRange.ALL)) {
      if (reader.next() == null) {
        throw new IllegalStateException("Nothing was written");
      }
    }
  }
}
