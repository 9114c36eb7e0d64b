package io.github.gradcam.video.live;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Watches whether images come, and says so where they do not. */
final class LiveWatch {

  private final LivePlan plan;
  private final LiveCapture capture;
  private long sign = System.nanoTime();
  private boolean lost;
  private @Nullable String loss;

  LiveWatch(LivePlan plan, LiveCapture capture) {
    this.plan = plan;
    this.capture = capture;
  }

  /** A frame came at a time of {@link System#nanoTime()}. */
  void sign(long nanos) {
    if (lost) {
      plan.notes().accept("%s is back after %d s".formatted(plan.name(), seconds(nanos - sign)));
      lost = false;
    }
    sign = nanos;
  }

  /** What is to be said about the source now; null where images come. */
  @Nullable String notice(long now) {
    capture.watch();
    String trouble = capture.trouble();
    if (trouble == null && now - sign < plan.times().silence().toNanos()) {
      return null;
    }
    if (!lost) {
      lost = true;
      String reason = trouble == null ? "it is silent" : trouble;
      plan.notes().accept("No image from %s: %s; trying again".formatted(plan.name(), reason));
    }
    return "No image from %s for %d s, trying again".formatted(plan.name(), seconds(now - sign));
  }

  /** Whether nobody waits any longer for the source. */
  boolean givesUp(long now) {
    if (lost && !plan.screen().watched() && now - sign >= plan.times().patience().toNanos()) {
      String trouble = capture.trouble();
      loss =
          "Expected images from %s, found none for %d s: %s; check the source, or wait longer with --patience"
              .formatted(
                  plan.name(), seconds(now - sign), trouble == null ? "it is silent" : trouble);
    }
    return loss != null;
  }

  /** Why the source was given up; null where it was not. */
  @Nullable String loss() {
    return loss;
  }

  private static long seconds(long nanos) {
    return TimeUnit.NANOSECONDS.toSeconds(Math.max(0, nanos));
  }
}
