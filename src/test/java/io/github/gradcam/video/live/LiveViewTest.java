package io.github.gradcam.video.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.image.RgbImage;
import io.github.gradcam.video.TimeCode;
import io.github.gradcam.video.media.LiveFrame;
import io.github.gradcam.video.media.LiveSource;
import io.github.gradcam.video.media.SteppedSource;
import io.github.gradcam.video.media.SyntheticSource;
import io.github.gradcam.video.media.VideoException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the loop makes of sources, keys and recordings, whatever the network is. */
@Timeout(120)
class LiveViewTest {

  private final LivePlans plans = new LivePlans();

  @Test
  void theNewestFrameIsShownNextHoweverManyCameWhileTheNetworkWasAtWork() throws Exception {
    AtomicInteger held = new AtomicInteger();
    SteppedSource source = new SteppedSource(1, held);
    plans.meanwhile = () -> source.give(4);
    ScriptedScreen screen = ScriptedScreen.quitAfter(40);
    LiveStatistics statistics = new LiveView(plans.of(() -> source, screen)).run();
    assertThat(screen.codes()).isEqualTo(LongStream.range(0, 40).mapToObj(i -> 4 * i).toList());
    assertThat(statistics.dropped()).isEqualTo(40 * 3);
    assertThat(statistics.captured()).isEqualTo(1 + 40 * 4);
    assertThat(statistics.view().frames()).isEqualTo(40);
    assertThat(statistics.failure()).isNull();
    assertThat(held).hasValue(0);
  }

  @Test
  void noFrameIsDroppedByANetworkThatIsFasterThanTheCamera() throws Exception {
    AtomicInteger held = new AtomicInteger();
    SteppedSource source = new SteppedSource(1, held);
    plans.meanwhile = () -> source.give(1);
    ScriptedScreen screen = ScriptedScreen.quitAfter(12);
    LiveStatistics statistics = new LiveView(plans.of(() -> source, screen)).run();
    assertThat(screen.codes()).isEqualTo(LongStream.range(0, 12).boxed().toList());
    assertThat(statistics.dropped()).isZero();
    assertThat(held).hasValue(0);
  }

  @Test
  void aFrozenImageStaysAndIsExplainedAnewForEachQuestion() throws Exception {
    List<LiveKey> keys =
        List.of(LiveKey.FREEZE, LiveKey.NEXT_CLASS, LiveKey.NEXT_LAYER, LiveKey.NEXT_METHOD);
    ScriptedScreen screen =
        new ScriptedScreen(
            (count, picture) ->
                count < 5
                    ? List.of()
                    : count - 5 < keys.size() ? List.of(keys.get(count - 5)) : quit());
    new LiveView(plans.of(() -> SyntheticSource.endless(10), screen)).run();
    List<Long> codes = screen.codes();
    // Five moving images, the freeze itself, and one for each of the three questions.
    assertThat(codes).hasSize(9);
    assertThat(codes.subList(4, 9)).containsOnly(codes.get(4));
    assertThat(plans.questions.subList(5, 8))
        .extracting(LiveQuestion::classIndex)
        .containsExactly(0, 0, 0);
    assertThat(plans.questions.get(6).layer()).isEqualTo(LivePlans.FIRST);
    assertThat(plans.questions.get(7).method()).isEqualTo(LivePlans.METHODS.get(1));
    assertThat(plans.again.subList(5, 8)).containsOnly(true);
  }

  @Test
  void aThawedImageMoves() throws Exception {
    ScriptedScreen screen =
        new ScriptedScreen(
            (count, picture) ->
                count == 3 || count == 4
                    ? List.of(LiveKey.FREEZE)
                    : count > 8 ? quit() : List.of());
    new LiveView(plans.of(() -> SyntheticSource.endless(10), screen)).run();
    assertThat(TimeCode.read(screen.shown.get(8)))
        .isGreaterThan(TimeCode.read(screen.shown.get(3)));
  }

  @Test
  void aSourceThatCannotBeOpenedAtFirstIsAnError() {
    LiveView view =
        new LiveView(
            plans.of(
                () -> {
                  throw new VideoException("no such camera");
                },
                LiveScreen.NONE));
    assertThatThrownBy(view::run).isInstanceOf(VideoException.class).hasMessage("no such camera");
  }

  @Test
  void aSourceThatEndsIsOpenedAgainUntilItComesBack() throws Exception {
    AtomicInteger openings = new AtomicInteger();
    LiveSource.Opener opener =
        () -> {
          int opening = openings.incrementAndGet();
          if (opening == 2 || opening == 3) {
            await(() -> !plans.notes.isEmpty());
            throw new VideoException("unplugged");
          }
          return opening == 1
              ? new SyntheticSource(10, 5, new AtomicInteger())
              : SyntheticSource.endless(10);
        };
    ScriptedScreen screen =
        new ScriptedScreen((count, picture) -> plans.notes.size() == 2 ? quit() : List.of());
    LiveStatistics statistics = new LiveView(plans.of(opener, screen)).run();
    assertThat(openings).hasValue(4);
    assertThat(statistics.captured()).isGreaterThan(5);
    assertThat(plans.notes.get(0)).startsWith("No image from the camera: ");
    assertThat(plans.notes.get(1)).matches("the camera is back after \\d+ s");
  }

  @Test
  void aSilentSourceIsOpenedAgain() throws Exception {
    AtomicInteger openings = new AtomicInteger();
    LiveSource.Opener opener =
        () ->
            openings.incrementAndGet() == 1
                ? SyntheticSource.endless(1_000_000)
                : SyntheticSource.endless(10);
    plans.times = new LiveTimes(SHORT, SHORT, LONG, Duration.ZERO);
    ScriptedScreen screen =
        new ScriptedScreen(
            (count, picture) ->
                plans.notes.stream().anyMatch(note -> note.contains(" is back after "))
                    ? quit()
                    : List.of());
    new LiveView(plans.of(opener, screen)).run();
    assertThat(openings.get()).isGreaterThanOrEqualTo(2);
    assertThat(plans.notes).anyMatch(note -> note.contains("trying again"));
  }

  @Test
  void aLostSourceThatNobodyWatchesIsGivenUpWithACompleteRecording() throws Exception {
    Recording recording = new Recording();
    plans.recording = recording;
    AtomicInteger openings = new AtomicInteger();
    LiveSource.Opener opener =
        () -> {
          if (openings.incrementAndGet() > 1) {
            throw new VideoException("unplugged");
          }
          return new SyntheticSource(10, 5, new AtomicInteger());
        };
    plans.times = new LiveTimes(LONG, Duration.ofMillis(10), Duration.ofSeconds(2), Duration.ZERO);
    LiveStatistics statistics = new LiveView(plans.of(opener, LiveScreen.NONE)).run();
    assertThat(statistics.failure())
        .startsWith("Expected images from the camera, found none for ")
        .contains("unplugged");
    assertThat(openings.get()).isGreaterThan(1);
    assertThat(recording.closed).isTrue();
    assertThat(recording.times).hasSize((int) statistics.recorded()).isNotEmpty();
  }

  @Test
  void aSlowRecordingLosesImagesButDoesNotDelayTheView() throws Exception {
    CountDownLatch allShown = new CountDownLatch(1);
    Recording recording = new Recording();
    recording.before = () -> await(allShown);
    plans.recording = recording;
    ScriptedScreen screen =
        new ScriptedScreen(
            (count, picture) -> {
              if (count < 60) {
                return List.of();
              }
              allShown.countDown();
              return quit();
            });
    SteppedSource source = new SteppedSource(1, new AtomicInteger());
    plans.meanwhile = () -> source.give(1);
    LiveStatistics statistics = new LiveView(plans.of(() -> source, screen)).run();
    // One is being written, four wait; the last of all may come when there is room again.
    assertThat(statistics.leftOut()).isBetween(60L - 6, 60L - 4);
    assertThat(recording.closed).isTrue();
    assertThat(recording.times).isSorted().startsWith(0L).hasSize((int) statistics.recorded());
  }

  @Test
  void aFailedRecordingIsToldOfWhileTheViewGoesOn() throws Exception {
    plans.recording =
        (width, height) -> {
          throw new java.io.IOException("disk full");
        };
    AtomicInteger shownSince = new AtomicInteger();
    ScriptedScreen screen =
        new ScriptedScreen(
            (count, picture) ->
                !plans.notes.isEmpty() && shownSince.incrementAndGet() == 10 ? quit() : List.of());
    LiveStatistics statistics =
        new LiveView(plans.of(() -> SyntheticSource.endless(10), screen)).run();
    assertThat(plans.notes).containsExactly("The recording has ended: disk full");
    assertThat(statistics.failure()).isEqualTo("disk full");
    assertThat(shownSince).hasValue(10);
  }

  @Test
  void aRecordingThatCannotBeCompletedIsToldOf() throws Exception {
    Recording recording = new Recording();
    recording.complaint = new IllegalStateException("no end");
    plans.recording = recording;
    LiveStatistics statistics =
        new LiveView(plans.of(() -> SyntheticSource.endless(10), ScriptedScreen.quitAfter(5)))
            .run();
    assertThat(statistics.failure()).contains("no end");
  }

  @Test
  void aRecordingThatEndsFrozenLastsToTheEndOfTheView() throws Exception {
    Recording recording = new Recording();
    plans.recording = recording;
    ScriptedScreen screen =
        new ScriptedScreen((count, picture) -> count == 5 ? List.of(LiveKey.FREEZE) : List.of());
    LiveView view = new LiveView(plans.of(() -> SyntheticSource.endless(10), screen));
    CompletableFuture<LiveStatistics> running = LivePlans.running(view);
    // the one of the freeze itself is the last that is shown
    await(() -> recording.times.size() == 6);
    Thread.sleep(600);
    view.stop();
    LiveStatistics statistics = running.get();
    assertThat(recording.times).hasSize((int) statistics.recorded()).hasSize(7).isSorted();
    assertThat(recording.times.get(6) - recording.times.get(5)).isGreaterThanOrEqualTo(600_000);
  }

  @Test
  void anErrorOfTheSourceIsToldOfAndTheSourceOpenedAgain() throws Exception {
    AtomicInteger openings = new AtomicInteger();
    LiveSource.Opener opener =
        () -> {
          int opening = openings.incrementAndGet();
          if (opening == 2) {
            await(() -> !plans.notes.isEmpty());
            throw new LinkageError("no library");
          }
          return opening == 1 ? new BrokenSource() : SyntheticSource.endless(10);
        };
    ScriptedScreen screen = new ScriptedScreen((count, picture) -> count > 20 ? quit() : List.of());
    new LiveView(plans.of(opener, screen)).run();
    assertThat(openings).hasValue(3);
    assertThat(plans.notes).anyMatch(note -> note.contains("no decoder"));
  }

  @Test
  void aViewStopsAfterItsTimeAndNotBefore() throws Exception {
    plans.times = plans.times.with(LONG, Duration.ofMillis(500));
    LiveStatistics statistics =
        new LiveView(plans.of(() -> SyntheticSource.endless(10), LiveScreen.NONE)).run();
    assertThat(statistics.view().seconds()).isGreaterThanOrEqualTo(0.5);
  }

  @Test
  void anotherThreadCanStopTheViewWhoseRecordingIsCompleteThen() throws Exception {
    Recording recording = new Recording();
    plans.recording = recording;
    LiveView view = new LiveView(plans.of(() -> SyntheticSource.endless(10), LiveScreen.NONE));
    CompletableFuture<LiveStatistics> running = LivePlans.running(view);
    await(() -> recording.times.size() > 10);
    view.stop();
    assertThat(recording.times).hasSize((int) running.get().recorded());
    assertThat(recording.closed).isTrue();
  }

  @Test
  void theImageIsSavedAsItIsShown(@TempDir Path folder) throws Exception {
    plans.pictures = folder.resolve("kept");
    ScriptedScreen screen =
        new ScriptedScreen(
            (count, picture) ->
                count == 3 ? List.of(LiveKey.SAVE) : count > 5 ? quit() : List.of());
    new LiveView(plans.of(() -> SyntheticSource.endless(10), screen)).run();
    try (var files = Files.list(plans.pictures)) {
      Path saved = files.findFirst().orElseThrow();
      RgbImage read = io.github.gradcam.image.codec.ImageFiles.read(saved);
      assertThat(read.pixels()).isEqualTo(screen.shown.get(2).pixels());
      assertThat(plans.notes).containsExactly("Saved " + saved);
    }
  }

  @Test
  void anImageThatCannotBeSavedIsToldOf(@TempDir Path folder) throws Exception {
    plans.pictures = Files.writeString(folder.resolve("file"), "").resolve("kept");
    ScriptedScreen screen =
        new ScriptedScreen(
            (count, picture) ->
                count == 3 ? List.of(LiveKey.SAVE) : count > 5 ? quit() : List.of());
    new LiveView(plans.of(() -> SyntheticSource.endless(10), screen)).run();
    assertThat(plans.notes).singleElement().asString().startsWith("Expected to save ");
  }

  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofMinutes(5);

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<LiveKey> quit() {
    return List.of(LiveKey.QUIT);
  }

  /** A recording that remembers times only. */
  private static final class Recording implements LiveSink, LiveSink.Opener {

    final List<Long> times = Collections.synchronizedList(new ArrayList<>());
    volatile boolean closed;
    volatile @Nullable RuntimeException complaint;

    /** What is done before an image is written. */
    Runnable before = () -> {};

    @Override
    public LiveSink open(int width, int height) {
      assertThat(width % 2 + height % 2).isZero();
      return this;
    }

    @Override
    public void write(RgbImage picture, long microseconds) {
      before.run();
      times.add(microseconds);
    }

    @Override
    public void close() {
      closed = true;
      RuntimeException thrown = complaint;
      if (thrown != null) {
        throw thrown;
      }
    }
  }

  /** A source with a library that is missing. */
  private static final class BrokenSource implements LiveSource {

    @Override
    public LiveFrame next() {
      throw new NoClassDefFoundError("no decoder");
    }

    @Override
    public void interrupt() {}

    @Override
    public void close() {}
  }
}
