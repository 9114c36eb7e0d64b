package io.github.gradcam.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ./gradcam serve} as users start it, at a port that is free. */
final class ServingProcess implements AutoCloseable {

  private static final Pattern ADDRESS = Pattern.compile("at (http://127\\.0\\.0\\.1:\\d+/)");

  private final Process process;
  private final String address;
  private final double seconds;

  private ServingProcess(Process process, String address, double seconds) {
    this.process = process;
    this.address = address;
    this.seconds = seconds;
  }

  /**
   * Starts it, and waits until it answers.
   *
   * @param launcher {@code gradcam}
   * @return the caller's to close
   * @throws IOException if it ends before
   */
  static ServingProcess start(Path launcher) throws IOException {
    long begun = System.nanoTime();
    Process process =
        new ProcessBuilder(launcher.toString(), "serve", "--port", "0")
            .redirectErrorStream(true)
            .start();
    List<String> said = new ArrayList<>();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.add(line);
      Matcher address = ADDRESS.matcher(line);
      if (address.find()) {
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new ServingProcess(process, address.group(1), seconds);
      }
    }
    process.destroy();
    throw new IOException("Expected a server that starts, found: " + String.join("; ", said));
  }

  /** {@return where the page is} */
  String address() {
    return address;
  }

  /** {@return seconds from the command to the line that it serves} */
  double seconds() {
    return seconds;
  }

  /** Ends it, and waits for its end. */
  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
