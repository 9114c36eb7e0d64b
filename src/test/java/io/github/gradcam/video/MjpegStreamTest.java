package io.github.gradcam.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Live views of MJPEG over HTTP, through FFmpeg. */
@Timeout(90)
class MjpegStreamTest {

  private final LivePlans plans = new LivePlans();

  @Test
  void fromGlassToGlassAFrameTakesLessThanTwoPeriodsOfTheNetwork() throws Exception {
    plans.networkMillis = 70;
    ScriptedScreen screen = ScriptedScreen.quitAfter(45);
    try (MjpegServer server = MjpegServer.ofTimeCodes(0, 33)) {
      LiveStatistics statistics = new LiveView(plans.of(opener(server.url()), screen)).run();
      List<Long> ages = new ArrayList<>(screen.ages.subList(5, 45));
      Collections.sort(ages);
      double period = 1e3 * statistics.view().medianPeriod();
      assertThat((double) ages.get(ages.size() * 9 / 10)).isLessThan(2 * period);
      assertThat(statistics.dropped()).isGreaterThan(20);
      assertThat(plans.notes).isEmpty();
    }
  }

  @Test
  void aServerThatIsStoppedAndStartedAgainIsFoundAgain(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("live.mp4");
    plans.recording = LiveRecording.in(file);
    plans.times =
        new LiveTimes(
            Duration.ofSeconds(2), Duration.ofMillis(200), Duration.ofMinutes(1), Duration.ZERO);
    MjpegServer first = MjpegServer.ofTimeCodes(0, 40);
    LiveView view = new LiveView(plans.of(opener(first.url()), LiveScreen.NONE));
    CompletableFuture<LiveStatistics> running = running(view);
    await(() -> plans.questions.size() > 20);
    first.close();
    await(() -> !plans.notes.isEmpty());
    int before = plans.questions.size();
    Thread.sleep(1500);
    try (MjpegServer second = MjpegServer.ofTimeCodes(first.port(), 40)) {
      assertThat(second.url()).isEqualTo(first.url());
      await(() -> plans.questions.size() > before + 20);
      view.stop();
      LiveStatistics statistics = running.get();
      assertThat(plans.notes).hasSize(2);
      assertThat(plans.notes.get(0)).startsWith("No picture from the camera: ");
      assertThat(plans.notes.get(1)).matches("the camera is back after [1-9] s");
      assertThat(statistics.failure()).isNull();
      assertPlays(file, statistics);
    }
  }

  @Test
  void theLastFrameCanBeShownAfterItsSourceWasClosed() throws Exception {
    try (MjpegServer server = MjpegServer.ofTimeCodes(0, 33)) {
      LiveSource source = opener(server.url()).open();
      LiveFrame frame = Objects.requireNonNull(source.next());
      source.close();
      source.close();
      assertThat(frame.picture().width()).isEqualTo(TimeCode.WIDTH);
      frame.close();
      frame.close();
      assertThatThrownBy(frame::picture).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void anAddressWhereNobodyListensIsAnErrorAtOnce() throws Exception {
    String url = "http://127.0.0.1:%d/".formatted(Programs.freePort());
    assertThatThrownBy(() -> opener(url).open())
        .isInstanceOf(VideoException.class)
        .hasMessageStartingWith("Expected to open the source " + url + ", found ");
  }

  @Test
  void aStreamOfTheFfmpegProgramIsReadAtItsOwnPaceWithoutALoss() throws Exception {
    String url = "http://127.0.0.1:%d/".formatted(Programs.freePort());
    Process ffmpeg =
        new ProcessBuilder(
                FfmpegPrograms.ffmpegPath(),
                "-nostdin",
                "-loglevel",
                "quiet",
                "-re",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=640x480:rate=30",
                "-f",
                "mpjpeg",
                "-listen",
                "1",
                url)
            .start();
    try {
      Thread.sleep(1000);
      ScriptedScreen screen = ScriptedScreen.quitAfter(90);
      LiveStatistics statistics = new LiveView(plans.of(opener(url), screen)).run();
      assertThat(statistics.view().rate()).isBetween(20.0, 40.0);
      assertThat(screen.shown.get(0).width()).isEqualTo(640);
      assertThat(plans.notes).isEmpty();
    } finally {
      ffmpeg.destroy();
    }
  }

  private static LiveSource.Opener opener(String url) {
    return new CameraSpec(url, null, null).opener();
  }

  private static CompletableFuture<LiveStatistics> running(LiveView view) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return view.run();
          } catch (VideoException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static void await(java.util.function.BooleanSupplier condition) throws Exception {
    while (!condition.getAsBoolean()) {
      Thread.sleep(20);
    }
  }

  /** Every picture is there, at its own time: also the gap. */
  private static void assertPlays(Path file, LiveStatistics statistics) throws Exception {
    List<Double> seconds = new ArrayList<>();
    try (VideoReader reader = new VideoReader(file, TimeRange.ALL)) {
      for (VideoFrame frame = reader.next(); frame != null; frame = reader.next()) {
        assertThat(frame.image().width()).isEqualTo(TimeCode.WIDTH);
        seconds.add(frame.seconds());
      }
      assertThat(reader.endedEarly()).isNull();
    }
    assertThat(seconds).hasSize((int) statistics.recorded()).isSorted().startsWith(0.0);
    assertThat(seconds.get(seconds.size() - 1)).isBetween(3.0, statistics.view().seconds());
  }
}
