package io.github.gradcam.cli;

import com.beust.jcommander.Parameter;
import io.github.gradcam.batch.MetricsServer;
import io.github.gradcam.batch.PipelineSettings;
import io.github.gradcam.batch.PipelineStatus;
import io.github.gradcam.batch.spark.SparkJobSettings;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.UsageException;
import io.github.gradcam.model.kernel.KernelRuntime;
import java.io.IOException;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How a run over a collection uses the machine. */
public final class BatchMachine {

  private static final String AUTO = "auto";
  private static final String SPARK = "spark";
  private static final int MOST_THREADS = 1024;
  private static final int LARGEST_PORT = 65535;

  /** Enough to keep all stages at work. */
  private static final long WAITING_BYTES = 512L << 20;

  @Parameter(
      names = "--engine",
      description =
          "local, or spark[=MASTER] such as spark=local[*] or spark=spark://host:7077 (docs/cluster.md)")
  private String engine = "local";

  @Parameter(
      names = "--batch-size",
      description = "Images per forward pass; auto: grown while that is faster")
  private String batchSize = AUTO;

  @Parameter(
      names = "--threads",
      description = "Threads that decode, and write (default: all cores)")
  private @Nullable Integer threads;

  @Parameter(
      names = "--metrics-port",
      description = "Serve Prometheus metrics at this port; 0: any that is free")
  private @Nullable Integer metricsPort;

  @Parameter(names = "--metrics-host", description = "Where to listen for them")
  private String metricsHost = "127.0.0.1";

  /** Validates the options. */
  void check() {
    if (!engine.equals("local") && !onSpark()) {
      throw new UsageException(
          "Expected --engine of local, spark or spark=MASTER, found '%s'".formatted(engine));
    }
    if (onSpark() && metricsPort != null) {
      throw new UsageException("Expected no --metrics-port with Spark, which has its own metrics");
    }
    if (threads() < 1 || threads() > MOST_THREADS) {
      throw new UsageException(
          "Expected --threads of 1 to %d, found %d".formatted(MOST_THREADS, threads()));
    }
    if (metricsPort != null && (metricsPort < 0 || metricsPort > LARGEST_PORT)) {
      throw new UsageException("Expected --metrics-port of 0 to 65535, found " + metricsPort);
    }
    batchSize();
  }

  /** Whether Spark does the work. */
  boolean onSpark() {
    return engine.equals(SPARK) || engine.startsWith(SPARK + "=");
  }

  /** Its master; null for that of spark-submit. */
  @Nullable String master() {
    return engine.equals(SPARK) ? null : engine.substring(SPARK.length() + 1);
  }

  /** How a task of Spark's shares its part of a machine. */
  PipelineSettings ofTask() {
    PipelineSettings usual = SparkJobSettings.PIPELINE;
    return new PipelineSettings(
        batchSize() == PipelineSettings.AUTO ? usual.batchSize() : batchSize(),
        threads == null ? usual.decodeThreads() : threads,
        usual.writeThreads(),
        usual.runsAtOnce(),
        usual.memory());
  }

  /** Shares the machine, once kernels and threads are settled. */
  public PipelineSettings settings() {
    long memory = Math.min(WAITING_BYTES, Runtime.getRuntime().maxMemory() / 2);
    int runs = KernelRuntime.threading().runs(PipelineSettings.RUNS_AT_ONCE);
    return new PipelineSettings(batchSize(), threads(), threads(), runs, memory);
  }

  /** Begins to serve metrics, if they are wanted. */
  @Nullable MetricsServer metrics(
      Console console, LongSupplier images, LongSupplier failures, Supplier<PipelineStatus> status)
      throws IOException {
    if (metricsPort == null) {
      return null;
    }
    MetricsServer server = new MetricsServer(metricsHost, metricsPort, images, failures, status);
    console.note("Metrics at http://%s:%d/metrics".formatted(metricsHost, server.port()));
    return server;
  }

  private int threads() {
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
  }

  private int batchSize() {
    if (batchSize.toLowerCase(Locale.ROOT).equals(AUTO)) {
      return PipelineSettings.AUTO;
    }
    if (!batchSize.matches("0*[1-9]\\d{0,5}")) {
      throw new UsageException(
          "Expected --batch-size of auto, or 1 or more, found '%s'".formatted(batchSize));
    }
    return Integer.parseInt(batchSize);
  }
}
