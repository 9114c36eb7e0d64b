package io.github.gradcam.video;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** An X display without a screen, at a number that is free. */
public final class Xvfb implements AutoCloseable {

  private final Process process;
  private final String display;

  /** Starts it. */
  public Xvfb(int width, int height) throws IOException {
    process =
        new ProcessBuilder(
                // it must not begin anew, and throw others out, when a first program ends
                "Xvfb",
                "-noreset",
                "-displayfd",
                "1",
                "-screen",
                "0",
                "%dx%dx24".formatted(width, height))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      display = ":" + reader.readLine();
    }
  }

  /** Its name, such as {@code :5}. */
  public String display() {
    return display;
  }

  /** Runs a program on it to its end. */
  public int run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("DISPLAY", display);
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    return builder.start().waitFor();
  }

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
