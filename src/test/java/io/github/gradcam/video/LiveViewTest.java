package io.github.gradcam.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.image.RgbImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the loop makes of sources, keys and recordings, whatever the network is. */
@Timeout(60)
class LiveViewTest {

  private final LivePlans plans = new LivePlans();

  @Test
  void whatIsShownIsYoungerThanTwoPeriodsOfANetworkThatIsSlowerThanTheCamera() throws Exception {
    plans.networkMillis = 50;
    ScriptedScreen screen = ScriptedScreen.quitAfter(40);
    LiveStatistics statistics =
        new LiveView(plans.of(() -> SyntheticSource.endless(16), screen)).run();
    // The first pictures wait for classes and fonts to load.
    List<Long> ages = new ArrayList<>(screen.ages.subList(5, 40));
    Collections.sort(ages);
    double period = 1e3 * statistics.view().medianPeriod();
    assertThat(period).isBetween(50.0, 80.0);
    assertThat((double) ages.get(ages.size() * 9 / 10)).isLessThan(2 * period);
    assertThat((double) ages.get(ages.size() / 2)).isLessThan(1.5 * period);
    assertThat(statistics.dropped()).isGreaterThan(40);
    assertThat(statistics.view().frames()).isEqualTo(40);
    assertThat(statistics.failure()).isNull();
  }

  @Test
  void noFrameIsDroppedByANetworkThatIsFasterThanTheCamera() throws Exception {
    AtomicInteger held = new AtomicInteger();
    ScriptedScreen screen = ScriptedScreen.quitAfter(12);
    LiveStatistics statistics =
        new LiveView(plans.of(() -> new SyntheticSource(80, 1000, held), screen)).run();
    assertThat(statistics.dropped()).isLessThanOrEqualTo(3);
    assertThat(held).hasValue(0);
  }

  @Test
  void aFrozenPictureStaysAndIsExplainedAnewForEachQuestion() throws Exception {
    List<LiveKey> keys =
        List.of(LiveKey.FREEZE, LiveKey.NEXT_CLASS, LiveKey.NEXT_LAYER, LiveKey.NEXT_METHOD);
    ScriptedScreen screen =
        new ScriptedScreen(
            (count, picture) ->
                count < 5
                    ? List.of()
                    : count - 5 < keys.size() ? List.of(keys.get(count - 5)) : quit());
    new LiveView(plans.of(() -> SyntheticSource.endless(10), screen)).run();
    List<Long> codes = screen.shown.stream().map(TimeCode::read).toList();
    // Five moving pictures, the freeze itself, and one for each of the three questions.
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
  void aThawedPictureMoves() throws Exception {
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
            throw new VideoException("unplugged");
          }
          return new SyntheticSource(10, opening == 1 ? 5 : 1000, new AtomicInteger());
        };
    plans.times = new LiveTimes(QUICK_SILENCE, Duration.ofMillis(100), LONG, Duration.ofSeconds(2));
    ScriptedScreen screen = new ScriptedScreen((count, picture) -> List.of());
    LiveStatistics statistics = new LiveView(plans.of(opener, screen)).run();
    assertThat(openings).hasValue(4);
    assertThat(statistics.captured()).isGreaterThan(50);
    assertThat(plans.notes)
        .hasSize(2)
        .anyMatch(note -> note.startsWith("No picture from the camera: "))
        .contains("the camera is back after 0 s");
  }

  @Test
  void aSilentSourceIsOpenedAgain() throws Exception {
    AtomicInteger openings = new AtomicInteger();
    LiveSource.Opener opener =
        () ->
            openings.incrementAndGet() == 1
                ? SyntheticSource.endless(1_000_000)
                : SyntheticSource.endless(10);
    ScriptedScreen screen = new ScriptedScreen((count, picture) -> count > 20 ? quit() : List.of());
    new LiveView(plans.of(opener, screen)).run();
    assertThat(openings).hasValue(2);
    assertThat(plans.notes).anyMatch(note -> note.contains("trying again"));
  }

  @Test
  void aLostSourceThatNobodyWatchesIsGivenUpWithACompleteRecording() throws Exception {
    Recording recording = new Recording(0);
    plans.recording = recording;
    AtomicInteger openings = new AtomicInteger();
    LiveSource.Opener opener =
        () -> {
          if (openings.incrementAndGet() > 1) {
            throw new VideoException("unplugged");
          }
          return new SyntheticSource(10, 5, new AtomicInteger());
        };
    LiveStatistics statistics = new LiveView(plans.of(opener, LiveScreen.NONE)).run();
    assertThat(statistics.failure())
        .startsWith("Expected pictures from the camera, found none for ")
        .contains("unplugged");
    assertThat(openings.get()).isGreaterThan(3);
    assertThat(recording.closed).isTrue();
    assertThat(recording.times).hasSize((int) statistics.recorded()).isNotEmpty();
  }

  @Test
  void aSlowRecordingLosesPicturesButDoesNotDelayTheView() throws Exception {
    Recording recording = new Recording(200);
    plans.recording = recording;
    plans.networkMillis = 10;
    ScriptedScreen screen = ScriptedScreen.quitAfter(60);
    LiveStatistics statistics =
        new LiveView(plans.of(() -> SyntheticSource.endless(15), screen)).run();
    assertThat(statistics.view().seconds()).isLessThan(3);
    assertThat(statistics.leftOut()).isPositive();
    assertThat(statistics.recorded() + statistics.leftOut()).isEqualTo(60);
    assertThat(recording.closed).isTrue();
    assertThat(recording.times).isSorted().startsWith(0L);
  }

  @Test
  void aFailedRecordingIsToldOfWhileTheViewGoesOn() throws Exception {
    plans.recording =
        (width, height) -> {
          throw new java.io.IOException("disk full");
        };
    ScriptedScreen screen = ScriptedScreen.quitAfter(20);
    LiveStatistics statistics =
        new LiveView(plans.of(() -> SyntheticSource.endless(10), screen)).run();
    assertThat(plans.notes).containsExactly("The recording has ended: disk full");
    assertThat(statistics.failure()).isEqualTo("disk full");
    assertThat(screen.shown).hasSize(20);
  }

  @Test
  void aRecordingThatCannotBeCompletedIsToldOf() throws Exception {
    Recording recording = new Recording(0);
    recording.complaint = new IllegalStateException("no end");
    plans.recording = recording;
    LiveStatistics statistics =
        new LiveView(plans.of(() -> SyntheticSource.endless(10), ScriptedScreen.quitAfter(5)))
            .run();
    assertThat(statistics.failure()).contains("no end");
  }

  @Test
  void aRecordingThatEndsFrozenLastsToTheEndOfTheView() throws Exception {
    Recording recording = new Recording(0);
    plans.recording = recording;
    plans.times = plans.times.with(LONG, Duration.ofMillis(1500));
    ScriptedScreen screen =
        new ScriptedScreen((count, picture) -> count == 5 ? List.of(LiveKey.FREEZE) : List.of());
    LiveStatistics statistics =
        new LiveView(plans.of(() -> SyntheticSource.endless(10), screen)).run();
    assertThat(recording.times).hasSize((int) statistics.recorded()).isSorted();
    int last = recording.times.size() - 1;
    assertThat(recording.times.get(last) - recording.times.get(last - 1)).isGreaterThan(500_000);
    assertThat(recording.times.get(last)).isBetween(1_000_000L, 2_000_000L);
  }

  @Test
  void anErrorOfTheSourceIsToldOfAndTheSourceOpenedAgain() throws Exception {
    AtomicInteger openings = new AtomicInteger();
    LiveSource.Opener opener =
        () -> {
          int opening = openings.incrementAndGet();
          if (opening == 2) {
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
  void aViewStopsAfterItsTime() throws Exception {
    plans.times = plans.times.with(LONG, Duration.ofMillis(500));
    LiveStatistics statistics =
        new LiveView(plans.of(() -> SyntheticSource.endless(10), LiveScreen.NONE)).run();
    assertThat(statistics.view().seconds()).isBetween(0.5, 1.5);
  }

  @Test
  void anotherThreadCanStopTheViewWhoseRecordingIsCompleteThen() throws Exception {
    Recording recording = new Recording(30);
    plans.recording = recording;
    LiveView view = new LiveView(plans.of(() -> SyntheticSource.endless(10), LiveScreen.NONE));
    CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS).execute(view::stop);
    LiveStatistics statistics = view.run();
    assertThat(statistics.view().seconds()).isLessThan(2);
    assertThat(recording.closed).isTrue();
  }

  @Test
  void thePictureIsSavedAsItIsShown(@TempDir Path folder) throws Exception {
    plans.pictures = folder.resolve("kept");
    ScriptedScreen screen =
        new ScriptedScreen(
            (count, picture) ->
                count == 3 ? List.of(LiveKey.SAVE) : count > 5 ? quit() : List.of());
    new LiveView(plans.of(() -> SyntheticSource.endless(10), screen)).run();
    try (var files = Files.list(plans.pictures)) {
      Path saved = files.findFirst().orElseThrow();
      RgbImage read = io.github.gradcam.image.ImageFiles.read(saved);
      assertThat(read.pixels()).isEqualTo(screen.shown.get(2).pixels());
      assertThat(plans.notes).containsExactly("Saved " + saved);
    }
  }

  @Test
  void aPictureThatCannotBeSavedIsToldOf(@TempDir Path folder) throws Exception {
    plans.pictures = Files.writeString(folder.resolve("file"), "").resolve("kept");
    ScriptedScreen screen =
        new ScriptedScreen(
            (count, picture) ->
                count == 3 ? List.of(LiveKey.SAVE) : count > 5 ? quit() : List.of());
    new LiveView(plans.of(() -> SyntheticSource.endless(10), screen)).run();
    assertThat(plans.notes).singleElement().asString().startsWith("Expected to save ");
  }

  private static final Duration QUICK_SILENCE = Duration.ofMillis(400);
  private static final Duration LONG = Duration.ofMinutes(1);

  private static List<LiveKey> quit() {
    return List.of(LiveKey.QUIT);
  }

  /** A recording that remembers times only, and takes its time. */
  private static final class Recording implements LiveSink, LiveSink.Opener {

    final List<Long> times = Collections.synchronizedList(new ArrayList<>());
    volatile boolean closed;
    volatile @Nullable RuntimeException complaint;
    private final long delayMillis;

    Recording(long delayMillis) {
      this.delayMillis = delayMillis;
    }

    @Override
    public LiveSink open(int width, int height) {
      assertThat(width % 2 + height % 2).isZero();
      return this;
    }

    @Override
    public void write(RgbImage picture, long microseconds) {
      times.add(microseconds);
      try {
        Thread.sleep(delayMillis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
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
