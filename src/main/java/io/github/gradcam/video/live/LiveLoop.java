package io.github.gradcam.video.live;

import io.github.gradcam.image.Mirror;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.video.FrameAnswer;
import io.github.gradcam.video.media.LiveFrame;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The turns of a live view: look after keys, take the newest frame, explain, draw, show, record.
 */
final class LiveLoop {

  /** How long a turn waits for a frame before it looks after the keys. */
  private static final long LOOK_UP = TimeUnit.MILLISECONDS.toNanos(25);

  private final LivePlan plan;
  private final LatestFrame slot;
  private final LiveCapture capture;
  private final @Nullable LiveRecorder recorder;
  private final LiveDrawing drawing;
  private final LiveWatch watch;
  private final LivePace pace;
  private final long begin = System.nanoTime();
  private LiveSettings settings;
  private long lastTurn = begin;
  private boolean quit;
  private boolean recordingFailed;

  private @Nullable RgbImage picture;
  private long came;
  private @Nullable FrameAnswer answer;
  private @Nullable LiveQuestion asked;
  private @Nullable String notice;
  private @Nullable RgbImage seen;

  LiveLoop(LivePlan plan, LatestFrame slot, LiveCapture capture, @Nullable LiveRecorder recorder) {
    this.plan = plan;
    this.slot = slot;
    this.capture = capture;
    this.recorder = recorder;
    this.settings = plan.start();
    this.drawing = new LiveDrawing(plan.choices().labels(), settings);
    this.watch = new LiveWatch(plan, capture);
    this.pace = new LivePace(begin);
  }

  /** {@return one turn} */
  boolean turn() throws InterruptedException {
    LiveSettings before = settings;
    plan.screen().keys().forEach(this::press);
    if (quit) {
      return false;
    }
    boolean fresh;
    long taken;
    try (LiveFrame frame = slot.take(LOOK_UP)) {
      taken = System.nanoTime();
      lastTurn = taken;
      fresh = frame != null && take(frame);
    }
    String newNotice = watch.notice(taken);
    boolean changed = !settings.equals(before) || !Objects.equals(newNotice, notice);
    notice = newNotice;
    if (explain(fresh) || changed) {
      show(fresh, taken);
    }
    tellOfRecording();
    return !over(taken);
  }

  /** How it went until now. */
  LiveStatistics statistics() {
    return new LiveStatistics(
        capture.frames(),
        slot.dropped(),
        pace.summary(lastTurn),
        recorder == null ? 0 : recorder.written(),
        recorder == null ? 0 : recorder.leftOut(),
        failure());
  }

  private void press(LiveKey key) {
    settings = settings.press(key, plan.choices());
    if (key == LiveKey.SAVE && seen != null) {
      plan.notes().accept(SavedFrame.save(seen, plan.pictures()));
    }
    quit |= key == LiveKey.QUIT;
  }

  /** Takes a frame over, unless the image stands still. */
  private boolean take(LiveFrame frame) {
    watch.sign(frame.nanos());
    if (settings.frozen() && picture != null) {
      return false;
    }
    RgbImage shown = drawing.enlarged(frame.picture());
    picture = plan.mirrored() ? Mirror.leftToRight(shown) : shown;
    came = frame.nanos();
    return true;
  }

  /** Asks the network about a new image, or another question about the old one. */
  private boolean explain(boolean fresh) {
    LiveQuestion question = settings.question();
    if (picture == null || (!fresh && question.equals(asked))) {
      return false;
    }
    answer = plan.analysis().explain(picture, (came - begin) / 1e9, question, !fresh);
    asked = question;
    return true;
  }

  private void show(boolean fresh, long taken) {
    RgbImage drawn = drawing.draw(picture, answer, settings, pace.rate(System.nanoTime()), notice);
    plan.screen().show(drawn);
    seen = drawn;
    long now = System.nanoTime();
    if (fresh) {
      pace.shown(came, taken, now);
    }
    if (recorder != null) {
      recorder.add(drawn, now);
    }
  }

  private boolean over(long now) {
    long most = plan.times().duration().toNanos();
    return (most > 0 && now - begin >= most)
        || watch.givesUp(now)
        || (failure() != null && !plan.screen().watched());
  }

  private void tellOfRecording() {
    String failed = recorder == null ? null : recorder.failure();
    if (failed != null && !recordingFailed) {
      recordingFailed = true;
      plan.notes().accept("The recording has ended: " + failed);
    }
  }

  private @Nullable String failure() {
    String lost = watch.loss();
    return lost != null || recorder == null ? lost : recorder.failure();
  }
}
