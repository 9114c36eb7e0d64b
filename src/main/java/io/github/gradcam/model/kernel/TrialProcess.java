package io.github.gradcam.model.kernel;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.Message;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.NdArray;

/**
 * Tries kernels in a process of its own: a process has one set of kernels for its life, and wrong
 * ones may end it.
 */
final class TrialProcess {

  private static final long LIMIT_SECONDS = 180;

  private TrialProcess() {}

  /**
   * Runs a trial.
   *
   * @return the report, also of a crash; nothing where no process could be started
   */
  static Optional<KernelReport> run(Kernels kernels) {
    Path answer = null;
    try {
      answer = Files.createTempFile("gradcam-kernels", ".json");
      Process process = start(kernels, answer);
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        return Optional.of(KernelReport.failed(kernels, "the trial did not end"));
      }
      int code = process.exitValue();
      if (code == 0) {
        return Optional.of(new JsonMapper().readValue(answer.toFile(), KernelReport.class));
      }
      // 1: Java could not begin, or TensorFlow not be loaded; above 128: ended by a signal
      return code > 128
          ? Optional.of(KernelReport.failed(kernels, "the trial crashed, signal " + (code - 128)))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      delete(answer);
    }
  }

  private static Process start(Kernels kernels, Path answer) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx512m",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=" + File.createTempFile("gradcam-kernels", ".log").getPath(),
            "-cp",
            classPath(),
            KernelTrial.class.getName(),
            kernels.toString(),
            answer.toString());
    builder.environment().put(Kernels.VARIABLE, kernels.value());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return builder
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** That of this process, and what other class loaders brought. */
  private static String classPath() {
    Set<String> paths = new LinkedHashSet<>();
    for (Class<?> needed :
        List.of(
            KernelTrial.class,
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

  private static void delete(@Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }
}
