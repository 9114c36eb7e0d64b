package io.github.gradcam.cli.console;

import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A bar with the speed and the time left, on a terminal, for what takes longer than two seconds.
 */
public final class Progress implements AutoCloseable {

  private static final long PATIENCE_NANOS = Duration.ofSeconds(2).toNanos();
  private static final int MIN_WIDTH = 20;

  /** Of a bar without an end. */
  private static final long UNKNOWN = -1;

  /** The launcher sets it where the error stream is a terminal. */
  private static final String TERMINAL = "gradcam.terminal";

  private final Console console;
  private final String task;
  private long total;
  private final String unit;
  private final long start = System.nanoTime();
  private long done;
  private @Nullable ProgressBar bar;

  Progress(Console console, String task, long total, String unit) {
    this.console = console;
    this.task = task;
    this.total = total;
    this.unit = unit;
  }

  /** More units are done. */
  public void step(long units) {
    done += units;
    if (bar == null && isDue()) {
      bar = build();
    }
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  /** Whether anybody may see it. */
  boolean visible() {
    return !console.quiet() && Boolean.getBoolean(TERMINAL);
  }

  /** So many units are expected, as is known only now; 0 where it is not known. */
  public void expect(long units) {
    total = units;
    if (bar != null) {
      bar.maxHint(units > 0 ? units : UNKNOWN);
    }
  }

  /** So many units are done in all. */
  public void stepTo(long units) {
    step(units - done);
  }

  /** Shows a few words beside the bar. */
  public void say(String words) {
    if (bar != null) {
      bar.setExtraMessage(words);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  private boolean isDue() {
    return visible() && System.nanoTime() - start > PATIENCE_NANOS;
  }

  private ProgressBar build() {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(total > 0 ? total : UNKNOWN)
        .startsFrom(done, Duration.ofNanos(System.nanoTime() - start))
        .setUpdateIntervalMillis(250)
        .setRenderer(new ProgressLine(unit))
        .setConsumer(
            new ConsoleProgressBarConsumer(console.err().raw(), Math.max(MIN_WIDTH, width())))
        .build();
  }

  private static int width() {
    String columns = System.getenv("COLUMNS");
    return columns != null && columns.matches("\\d{2,3}") ? Integer.parseInt(columns) : 80;
  }
}
