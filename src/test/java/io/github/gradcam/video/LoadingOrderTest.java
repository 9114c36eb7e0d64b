package io.github.gradcam.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The natives of OpenCV and FFmpeg live in one process, whichever comes first. */
class LoadingOrderTest {

  @Test
  @Timeout(120)
  void devicesAreFoundAfterOpenCvWasLoaded() throws Exception {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                LoadingOrderTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  /** Loads OpenCV first, then FFmpeg, then more of OpenCV. */
  public static void main(String[] args) throws IOException {
    RgbImage pixel = new RgbImage(1, 1, new byte[RgbImage.CHANNELS]);
    Resize.bilinear(pixel, 2, 2);
    try {
      new CameraSource(new CameraSpec("/dev/video99", null, null).address("Linux", null));
      throw new IllegalStateException("There is no such camera");
    } catch (VideoException expected) {
      Resize.bilinear(pixel, 3, 3);
    }
  }
}
