package io.github.gradcam.video.media;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/** Programs of the system that some tests need. */
public final class Programs {

  private Programs() {}

  /** Leaves a test out where a program is not installed, and says so. */
  public static void assume(String... programs) {
    for (String program : programs) {
      Assumptions.assumeTrue(
          installed(program),
          () -> "needs the program %s, which is not installed".formatted(program));
    }
  }

  /** Leaves a test of windows out where Java has none, and says so. */
  public static void assumeWindows() {
    assume("Xvfb", "xdotool");
    Path library = Path.of(System.getProperty("java.home"), "lib", "libawt_xawt.so");
    Assumptions.assumeTrue(
        Files.exists(library), () -> "needs a Java with windows, found no " + library);
  }

  /** Leaves a test of cameras, of the screen or of FFmpeg's programs out where they cannot run. */
  public static void assumeCaptureDevices() {
    try {
      CaptureDevices.load();
    } catch (VideoException e) {
      Assumptions.abort("needs capture devices: " + e.getMessage());
    }
  }

  private static boolean installed(String program) {
    return Arrays.stream(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** A port of loopback that was free a moment ago. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
