package io.github.gradcam.model.kernel;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.Message;
import io.github.gradcam.image.FailureWords;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.NdArray;

/**
 * Runs a program with certain kernels in a process of its own: a process has one set of kernels for
 * its life, and wrong ones may end it.
 */
public final class TrialProcess {

  private static final Logger LOG = LoggerFactory.getLogger(TrialProcess.class);

  private static final long LIMIT_SECONDS = 180;

  /** Exit codes above it tell of a signal. */
  private static final int SIGNALS = 128;

  private TrialProcess() {}

  /** How a program ended. */
  public enum End {
    /** With exit code 0. */
    DONE,
    /** By a signal, or not in time: its kernels are to blame. */
    CRASHED,
    /** Java could not begin it, or it could not load what it needs. */
    NOT_STARTED
  }

  /**
   * Runs a program until it ends; its output is dropped.
   *
   * @param kernels of TensorFlow in it
   * @param threading of its runs
   * @param program its main class
   * @param megabytes of its heap
   * @param arguments for it
   * @return how it ended
   */
  public static End run(
      Kernels kernels,
      Threading threading,
      Class<?> program,
      int megabytes,
      List<String> arguments) {
    Path crash = null;
    try {
      crash = Files.createTempFile("gradcam-crash", ".log");
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(
          List.of(
              "-Xshare:auto",
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "-Xmx" + megabytes + "m",
              "-XX:-CreateCoredumpOnCrash",
              "-XX:ErrorFile=" + crash,
              "-cp",
              classPath(program),
              program.getName()));
      command.addAll(arguments);
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().putAll(kernels.environment(threading));
      builder.environment().put(KernelRuntime.FORCING, kernels.toString());
      Process process =
          builder
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return end(process);
    } catch (IOException e) {
      return End.NOT_STARTED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return End.NOT_STARTED;
    } finally {
      delete(crash);
    }
  }

  /** Reads what a program wrote. */
  @FunctionalInterface
  public interface Answer<T> {

    /**
     * Reads it.
     *
     * @param file that the program wrote
     * @return the answer
     * @throws IOException if it cannot be read
     */
    T read(Path file) throws IOException;
  }

  /**
   * Asks a program, which gets the file of a request as JSON and the name of the file to write.
   *
   * @param <T> type of the answer
   * @param kernels of TensorFlow in it
   * @param threading of its runs
   * @param program its main class
   * @param megabytes of its heap
   * @param request written as JSON
   * @param answer reads what it wrote
   * @return the answer; nothing where it gave none
   */
  public static <T> Optional<T> ask(
      Kernels kernels,
      Threading threading,
      Class<?> program,
      int megabytes,
      Object request,
      Answer<T> answer) {
    try {
      Path folder = Files.createTempDirectory("gradcam-trial");
      Path asked = folder.resolve("request.json");
      Path answered = folder.resolve("answer");
      try {
        new JsonMapper().writeValue(asked.toFile(), request);
        List<String> files = List.of(asked.toString(), answered.toString());
        return run(kernels, threading, program, megabytes, files) == End.DONE
            ? Optional.of(answer.read(answered))
            : Optional.empty();
      } finally {
        Files.deleteIfExists(asked);
        Files.deleteIfExists(answered);
        Files.delete(folder);
      }
    } catch (IOException e) {
      LOG.info("Nothing could be tried: {}", FailureWords.of(e));
      return Optional.empty();
    }
  }

  private static End end(Process process) throws InterruptedException {
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        return End.CRASHED;
      }
    } finally {
      process.destroyForcibly();
    }
    int code = process.exitValue();
    return code == 0 ? End.DONE : code > SIGNALS ? End.CRASHED : End.NOT_STARTED;
  }

  /** That of this process, and what other class loaders brought. */
  private static String classPath(Class<?> program) {
    Set<String> paths = new LinkedHashSet<>();
    for (Class<?> needed :
        List.of(
            program,
            Operand.class,
            NdArray.class,
            Message.class,
            Loader.class,
            JsonMapper.class,
            JsonFactory.class,
            JsonProperty.class)) {
      CodeSource source = needed.getProtectionDomain().getCodeSource();
      if (source != null && source.getLocation() != null) {
        paths.add(new File(source.getLocation().getPath()).getPath());
      }
    }
    paths.add(System.getProperty("java.class.path"));
    return String.join(File.pathSeparator, paths);
  }

  /** Deletes a file that nobody needs any more, now or at the end. */
  static void delete(@Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }
}
