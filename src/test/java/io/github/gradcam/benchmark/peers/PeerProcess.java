package io.github.gradcam.benchmark.peers;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A peer at work in a process of its own, which waits for commands. */
final class PeerProcess implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ANSWER = "= ";
  private static final String REASON = "! ";
  private static final long SECONDS_TO_END = 5;

  private final Peer peer;
  private final Process process;
  private final Writer commands;
  private final BufferedReader answers;
  private final Path log;

  private PeerProcess(Peer peer, Process process, Path log) {
    this.peer = peer;
    this.process = process;
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.log = log;
  }

  /** Starts it; what it prints besides answers goes to the log. */
  static PeerProcess start(Peer peer, List<String> command, Path log) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    // Not on the command line: ONNX Runtime 1.29 does not survive one of so many characters.
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    builder.environment().putAll(peer.environment());
    return new PeerProcess(peer, builder.start(), log);
  }

  Peer peer() {
    return peer;
  }

  /** What it says of itself once its networks are loaded; to be asked first. */
  String version() throws IOException {
    return JSON.readValue(line(), String.class);
  }

  float[][] logits(TestedNetwork network, int batch) throws IOException {
    return JSON.readValue(ask("logits %s %d".formatted(network.name(), batch)), float[][].class);
  }

  float[][] maps(TestedNetwork network, int[] classes) throws IOException {
    String command =
        "maps %s %d %s".formatted(network.name(), classes.length, TestedNetwork.text(classes));
    return JSON.readValue(ask(command), float[][].class);
  }

  /** Seconds of each of the runs of a turn. */
  List<Double> turn(Task task, TestedNetwork network, int[] classes, double seconds)
      throws IOException {
    String command =
        "%s %s %d %s %s"
            .formatted(
                task.command(),
                network.name(),
                classes.length,
                TestedNetwork.text(classes),
                seconds);
    return JSON.readValue(ask(command), new TypeReference<List<Double>>() {});
  }

  /** How long it has computed since it started. */
  Duration computed() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Ends it; safe to call twice. */
  @Override
  public void close() {
    try {
      commands.close();
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private String ask(String command) throws IOException {
    try {
      commands.write(command + "\n");
      commands.flush();
    } catch (IOException e) {
      throw failure("its process ended", e);
    }
    return line();
  }

  private String line() throws IOException {
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith(ANSWER)) {
        return line.substring(ANSWER.length());
      } else if (line.startsWith(REASON)) {
        throw failure(line.substring(REASON.length()), null);
      }
    }
    throw failure("its process ended", null);
  }

  private IOException failure(String found, @Nullable Exception cause) {
    return new IOException(
        "Expected an answer of %s, found: %s; see %s".formatted(peer.name(), found, log), cause);
  }
}
