package io.github.gradcam.benchmark.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The Python of the system, where Debian's packages are. */
final class Python {

  static final String PROGRAM = "/usr/bin/python3";
  static final String INSTALL =
      "apt-get install python3-torch python3-torchvision python3-onnx (Debian 12)";

  private Python() {}

  static String script(String name) {
    return Path.of("src/test/python/peers", name).toString();
  }

  /** Whether it has these modules. */
  static boolean has(String... modules) throws IOException, InterruptedException {
    if (!Path.of(PROGRAM).toFile().canExecute()) {
      return false;
    }
    Process process =
        new ProcessBuilder(PROGRAM, "-c", "import " + String.join(", ", modules))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor() == 0;
  }

  /**
   * Runs a script to its end.
   *
   * @throws IOException if it fails; what it says is on standard error then
   */
  static void run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    int code = builder.start().waitFor();
    if (code != 0) {
      throw new IOException(
          "Expected %s to end well, found exit code %d; see above"
              .formatted(String.join(" ", command), code));
    }
  }
}
