package io.github.gradcam.video.live;

import io.github.gradcam.video.media.VideoException;
import org.jspecify.annotations.Nullable;

/**
 * Explains what a live source shows, now. The newest frame wins: one thread captures, another takes
 * the newest frame, explains, draws and shows it; frames that come meanwhile are dropped, never
 * queued. What is shown is therefore never older than the capture of one frame and two periods of
 * the network.
 */
public final class LiveView {

  private final LivePlan plan;
  private volatile boolean stopped;

  /**
   * Prepares a view.
   *
   * @param plan what it is made of
   */
  public LiveView(LivePlan plan) {
    this.plan = plan;
  }

  /**
   * Runs until the viewer quits, the time is over, or a source is lost that nobody waits for.
   *
   * @return how it went; the recording is complete
   * @throws VideoException if the source cannot be opened at the beginning
   */
  public LiveStatistics run() throws VideoException {
    try {
      return look().statistics();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VideoException("Expected to show %s, was interrupted".formatted(plan.name()));
    }
  }

  /** Turn after turn until the end; everything is closed then. */
  private LiveLoop look() throws VideoException, InterruptedException {
    new LiveDrawing(plan.choices().labels(), plan.start()).prepare(plan.start());
    try (LatestFrame slot = new LatestFrame();
        LiveCapture capture = new LiveCapture(plan.source(), slot, plan.times());
        LiveRecorder recorder = recorder()) {
      LiveLoop loop = new LiveLoop(plan, slot, capture, recorder);
      boolean more = true;
      while (more && !stopped) {
        more = loop.turn();
      }
      return loop;
    }
  }

  /** Ends the view soon, from another thread. */
  public void stop() {
    stopped = true;
  }

  private @Nullable LiveRecorder recorder() {
    return plan.recording() == null ? null : new LiveRecorder(plan.recording());
  }
}
