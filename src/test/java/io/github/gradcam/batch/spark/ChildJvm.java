package io.github.gradcam.batch.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.spark.launcher.JavaModuleOptions;

/** A JVM of its own for Spark, which needs options and a class path that the tests' JVM lacks. */
public final class ChildJvm implements AutoCloseable {

  private final Process process;
  private final Path log;

  private ChildJvm(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts it; what it prints goes to the log. */
  public static ChildJvm start(
      Path log, String heap, Path sparkHome, String classPath, String main, List<String> args)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptions().strip().split("\\s+")));
    command.addAll(
        List.of(
            "-Xmx" + heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classPath, main));
    command.addAll(args);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("SPARK_HOME", sparkHome.toString());
    builder.environment().put("SPARK_LOCAL_DIRS", log.getParent().toString());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "3");
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return new ChildJvm(builder.start(), log);
  }

  String log() {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The JVMs that it started, such as a worker's executors. */
  List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  /** As kill -9 does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Waits for its end; gives what it printed. */
  public String result(Duration most) throws InterruptedException {
    if (!process.waitFor(most.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("Not done after %s:%n%s".formatted(most, log()));
    }
    return log();
  }

  /** Waits for something to happen while it runs. */
  void await(Duration most, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    while (!condition.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new AssertionError("Did not happen:\n" + log());
      }
      Thread.sleep(20);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
