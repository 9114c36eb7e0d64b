package io.github.gradcam.video.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.image.RgbImage;
import io.github.gradcam.video.TimeCode;
import io.github.gradcam.video.Xvfb;
import io.github.gradcam.video.media.CameraSource;
import io.github.gradcam.video.media.CameraSpec;
import io.github.gradcam.video.media.LiveFrame;
import io.github.gradcam.video.media.Programs;
import io.github.gradcam.video.media.Ratio;
import io.github.gradcam.video.media.SyntheticSource;
import io.github.gradcam.video.media.VideoException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real window, seen as FFmpeg captures its display; it lives in a process of its own. */
@Timeout(240)
class LiveWindowTest {

  @Test
  void withoutADisplayThereIsNoWindow() {
    assertThatThrownBy(() -> new LiveWindow("none"))
        .isInstanceOf(VideoException.class)
        .hasMessageEndingWith("; use --no-window --record OUT.mp4");
  }

  @Test
  void imagesAreSeenAtTheirSizeAsTheyMoveAndBetweenBarsInAWiderWindow() throws Exception {
    Programs.assumeWindows();
    Programs.assumeCaptureDevices();
    try (Xvfb screen = new Xvfb(1000, 600)) {
      Process shower = shower(screen);
      try (CameraSource camera =
          new CameraSource(
              new CameraSpec("screen:" + screen.display(), null, new Ratio(30, 1))
                  .address("Linux", null))) {
        RgbImage picture = seen(camera);
        while (grey(picture, 320, 40) != 90) {
          assertThat(shower.isAlive()).isTrue();
          picture = seen(camera);
        }
        assertThat(grey(picture, 639, 359)).isEqualTo(90);
        assertThat(grey(picture, 700, 100)).isZero();
        assertMoves(camera);
        assertThat(screen.run("xdotool", "search", "--name", "time", "windowsize", "960", "360"))
            .isZero();
        assertBars(camera, shower);
        while (!shower.waitFor(300, TimeUnit.MILLISECONDS)) {
          screen.run("xdotool", "mousemove", "400", "100", "click", "1");
          screen.run("xdotool", "key", "Escape");
        }
        assertThat(shower.exitValue()).isZero();
      } finally {
        shower.destroyForcibly();
      }
    }
  }

  private static void assertMoves(CameraSource camera) {
    long first = TimeCode.read(seen(camera));
    long last = first;
    while (last < first + 500) {
      long code = TimeCode.read(seen(camera));
      assertThat(code).isBetween(last, SyntheticSource.now());
      last = code;
    }
  }

  private static void assertBars(CameraSource camera, Process shower) {
    RgbImage picture = seen(camera);
    while (grey(picture, 959 - 170, 10) != 90 || grey(picture, 150, 180) != 0) {
      assertThat(shower.isAlive()).isTrue();
      picture = seen(camera);
    }
    assertThat(grey(picture, 480, 20)).isEqualTo(90);
    assertThat(grey(picture, 959 - 150, 180)).isZero();
  }

  private static RgbImage seen(CameraSource camera) {
    try (LiveFrame frame = Objects.requireNonNull(camera.next())) {
      return frame.picture();
    }
  }

  private static int grey(RgbImage picture, int x, int y) {
    return picture.pixels()[(y * picture.width() + x) * RgbImage.CHANNELS] & 0xff;
  }

  private static Process shower(Xvfb screen) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            System.getProperty("java.home") + "/bin/java",
            "-Djava.awt.headless=false",
            "-cp",
            System.getProperty("java.class.path"),
            LiveWindowTest.class.getName());
    builder.environment().put("DISPLAY", screen.display());
    return builder.inheritIO().start();
  }

  /** Shows the time until a key asks for the end. */
  public static void main(String[] args) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    try (LiveWindow window = new LiveWindow("time")) {
      while (System.nanoTime() < end && !window.keys().contains(LiveKey.QUIT)) {
        window.show(TimeCode.draw(SyntheticSource.now()));
        Thread.sleep(20);
      }
    }
    System.exit(System.nanoTime() < end ? 0 : 1);
  }
}
