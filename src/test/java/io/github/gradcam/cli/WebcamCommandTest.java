package io.github.gradcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.cli.option.Command;
import io.github.gradcam.video.MjpegServer;
import io.github.gradcam.video.Xvfb;
import io.github.gradcam.video.media.Programs;
import io.github.gradcam.video.media.TimeRange;
import io.github.gradcam.video.media.VideoReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(300)
class WebcamCommandTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "--size, big, Expected a --size of WIDTHxHEIGHT such as 640x480",
    "--fps, 0, Expected --fps of frames a second",
    "--duration, -1, Expected --duration of 0 seconds or more",
    "--patience, NaN, Expected --patience of 0 seconds or more",
    "--record, out.txt, 'Expected a video file of the kind .mp4, .mov or .mkv to record'",
    "--record, out.webp, 'Expected a video file of the kind .mp4, .mov or .mkv to record'",
    "--alpha, 2, Expected an alpha of 0 to 1",
    "--smooth, -1, Expected --smooth of 0 seconds or more",
  })
  void whatCannotBeMeantIsAMatterOfUsage(String option, String value, String message) {
    Run run = Run.of("webcam", option, value);
    assertThat(run.code()).isEqualTo(Command.USAGE);
    assertThat(run.err()).contains(message);
  }

  @Test
  void withoutAWindowARecordingIsNeeded() {
    Run run = Run.of("webcam", "--no-window");
    assertThat(run.code()).isEqualTo(Command.USAGE);
    assertThat(run.err()).contains("Expected --record OUT.mp4 with --no-window, found none");
  }

  @Test
  void withoutADisplayARecordingIsOffered() {
    Run run = Run.of("webcam");
    assertThat(run.code()).isEqualTo(Command.FAILED);
    assertThat(run.err())
        .contains("Expected a display for the window, found none (DISPLAY ")
        .contains("; use --no-window --record OUT.mp4");
  }

  @Test
  void withoutADisplayJavaEndsInGoodOrder() throws Exception {
    ProcessBuilder builder = java(List.of("--camera", "0"));
    builder.environment().remove("DISPLAY");
    Process process = builder.start();
    assertThat(text(process))
        .contains("found none (DISPLAY is not set); use --no-window --record OUT.mp4")
        .doesNotContain("AWTError");
    assertThat(process.waitFor()).isEqualTo(Command.FAILED);
  }

  @Test
  void aMissingCameraIsNamed() {
    Run run = recorded("/dev/video99");
    assertThat(run.code()).isEqualTo(Command.FAILED);
    assertThat(run.err()).contains("Expected a camera at /dev/video99, found none; ");
    assertThat(folder.resolve("live.mp4")).doesNotExist();
  }

  @Test
  void aPasswordIsNotTold() {
    Run run = recorded("http://user:secret@127.0.0.1:9/video");
    assertThat(run.code()).isEqualTo(Command.FAILED);
    assertThat(run.err()).contains("http://127.0.0.1:9/video").doesNotContain("secret");
  }

  @Test
  void methodsOfManyPassesAreNotForLiveViews() {
    Run run = recorded("/dev/video99", "--method", "scorecam");
    assertThat(run.code()).isEqualTo(Command.USAGE);
    assertThat(run.err()).contains("Expected a method of one pass").contains("Score-CAM");
  }

  @Test
  void aFileIsForTheVideoCommand() {
    Run run = recorded("pom.xml");
    assertThat(run.code()).isEqualTo(Command.FAILED);
    assertThat(run.err())
        .contains("Expected a camera at pom.xml, found a file; `gradcam video` reads files");
  }

  @Test
  void aStreamIsRecordedForItsTime() throws Exception {
    byte[] photo = Files.readAllBytes(Path.of("data", "sea-sunset.jpg"));
    try (MjpegServer server = new MjpegServer(0, 100, () -> photo)) {
      Run run = recorded(server.url(), "--duration", "4", "--mirror");
      assertThat(run.err()).doesNotContain("No image");
      assertThat(run.code()).isEqualTo(Command.DONE);
      assertThat(run.out()).contains("Showed ").contains("Age when shown: median ");
      assertThat(frames()).isPositive();
      assertThat(run.out()).contains("Recorded %d images in ".formatted(frames()));
    }
  }

  @Test
  void aLostStreamIsGivenUpWithWhatWasRecorded() throws Exception {
    byte[] photo = Files.readAllBytes(Path.of("data", "sea-sunset.jpg"));
    AtomicInteger sent = new AtomicInteger();
    try (MjpegServer server = new MjpegServer(0, 100, () -> photo(photo, sent))) {
      Run run = recorded(server.url(), "--patience", "2");
      assertThat(run.code()).isEqualTo(Command.FAILED);
      assertThat(run.err())
          .contains("No image from " + server.url())
          .containsPattern(
              Pattern.quote("Expected images from " + server.url()) + ", found none for \\d+ s: ");
      assertThat(frames()).isPositive();
    }
  }

  /** A camera that breaks down after 12 images, and then whenever it is asked. */
  private static byte[] photo(byte[] photo, AtomicInteger sent) {
    if (sent.incrementAndGet() > 12) {
      throw new IllegalStateException("unplugged");
    }
    return photo;
  }

  @Test
  void theScreenIsCapturedWhileAWindowShowsAStreamOnItAndKeysAreHeard() throws Exception {
    Programs.assumeWindows();
    Programs.assumeCaptureDevices();
    byte[] photo = Files.readAllBytes(Path.of("data", "forest-stream.jpg"));
    try (MjpegServer server = new MjpegServer(0, 50, () -> photo);
        Xvfb screen = new Xvfb(1024, 768)) {
      Process viewer = viewer(screen, server.url());
      try {
        while (screen.run("xdotool", "search", "--name", "gradcam - http") != 0) {
          assertThat(viewer.isAlive()).isTrue();
          Thread.sleep(200);
        }
        Run run = recorded("screen:" + screen.display(), "--duration", "4", "--size", "640x480");
        assertThat(run.code()).as(run.err()).isEqualTo(Command.DONE);
        assertThat(frames()).isPositive();
        while (!viewer.waitFor(500, TimeUnit.MILLISECONDS)) {
          screen.run("xdotool", "mousemove", "100", "100", "click", "1");
          screen.run("xdotool", "key", "q");
        }
        assertThat(viewer.exitValue()).isZero();
      } finally {
        viewer.destroyForcibly();
      }
    }
  }

  @Test
  void anInterruptedViewCompletesItsRecording() throws Exception {
    byte[] photo = Files.readAllBytes(Path.of("data", "sea-sunset.jpg"));
    try (MjpegServer server = new MjpegServer(0, 50, () -> photo)) {
      Process process =
          java(List.of("--camera", server.url(), "--no-window", "--record", file())).start();
      CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> text(process));
      Path part = folder.resolve("live.mp4");
      while (!Files.exists(part) || Files.size(part) < 1000) {
        assertThat(process.isAlive()).isTrue();
        Thread.sleep(100);
      }
      process.toHandle().destroy(); // unlike the process itself, leaves its output open
      process.waitFor();
      assertThat(output.get()).contains("Showed ").contains("Recorded ");
      assertThat(frames()).isPositive();
    }
  }

  private static String text(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Process viewer(Xvfb screen, String url) throws Exception {
    ProcessBuilder builder = java(List.of("--camera", url, "--duration", "280"));
    builder.environment().put("DISPLAY", screen.display());
    return builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static ProcessBuilder java(List<String> options) {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx512m",
                "-Djava.awt.headless=" + options.contains("--no-window"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "webcam"));
    command.addAll(options);
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  private String file() {
    return folder.resolve("live.mp4").toString();
  }

  private Run recorded(String camera, String... more) {
    List<String> options =
        new java.util.ArrayList<>(
            List.of("webcam", "--camera", camera, "--no-window", "--record", file()));
    options.addAll(List.of(more));
    return Run.of(options.toArray(String[]::new));
  }

  private int frames() throws Exception {
    try (VideoReader reader = new VideoReader(folder.resolve("live.mp4"), TimeRange.ALL)) {
      int count = 0;
      while (reader.next() != null) {
        count++;
      }
      return count;
    }
  }
}
