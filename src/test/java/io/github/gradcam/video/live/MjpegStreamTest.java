package io.github.gradcam.video.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.video.FfmpegPrograms;
import io.github.gradcam.video.MjpegServer;
import io.github.gradcam.video.TimeCode;
import io.github.gradcam.video.media.CameraSpec;
import io.github.gradcam.video.media.LiveFrame;
import io.github.gradcam.video.media.LiveSource;
import io.github.gradcam.video.media.Programs;
import io.github.gradcam.video.media.TimeRange;
import io.github.gradcam.video.media.VideoException;
import io.github.gradcam.video.media.VideoFrame;
import io.github.gradcam.video.media.VideoReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Live views of MJPEG over HTTP, through FFmpeg. */
@Timeout(180)
class MjpegStreamTest {

  private final LivePlans plans = new LivePlans();

  /** A camera that waits for who sees its images: it is ahead by two at most. */
  private static final class WaitingCamera {

    private static final int AHEAD = 2;

    private long next;
    private long seen = Integer.MAX_VALUE;

    /** The next image, which shows its number. */
    synchronized byte[] picture() {
      try {
        while (next > seen + AHEAD) {
          wait();
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return MjpegServer.jpeg(TimeCode.draw(next++));
    }

    /** Whoever looks at it has found out what it is. */
    synchronized void opened() {
      seen = next - 1;
    }

    synchronized void seen(long number) {
      seen = Math.max(seen, number);
      notifyAll();
    }
  }

  @Test
  void eachFrameIsSeenBeforeTheCameraHasTakenTheThirdAfterIt() throws Exception {
    WaitingCamera camera = new WaitingCamera();
    try (MjpegServer server = new MjpegServer(0, 0, camera::picture);
        LiveSource source = opener(server.url()).open()) {
      camera.opened();
      List<Long> numbers = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        try (LiveFrame frame = Objects.requireNonNull(source.next())) {
          numbers.add(TimeCode.read(frame.picture()));
          camera.seen(numbers.get(i));
        }
      }
      long first = numbers.get(0);
      assertThat(numbers).isEqualTo(LongStream.range(first, first + 60).boxed().toList());
    }
  }

  @Test
  void whatIsShownMovesOnWithTheCamera() throws Exception {
    ScriptedScreen screen = ScriptedScreen.quitAfter(30);
    try (MjpegServer server = MjpegServer.ofTimeCodes(0, 20)) {
      LiveStatistics statistics = new LiveView(plans.of(opener(server.url()), screen)).run();
      List<Long> codes = screen.codes();
      for (int i = 1; i < 30; i++) {
        assertThat(codes.get(i)).isGreaterThan(codes.get(i - 1));
      }
      assertThat(statistics.view().frames()).isEqualTo(30);
      assertThat(plans.notes).isEmpty();
    }
  }

  @Test
  void aServerThatIsStoppedAndStartedAgainIsFoundAgain(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("live.mp4");
    plans.recording = LiveRecording.in(file);
    MjpegServer first = MjpegServer.ofTimeCodes(0, 40);
    LiveView view = new LiveView(plans.of(opener(first.url()), LiveScreen.NONE));
    CompletableFuture<LiveStatistics> running = LivePlans.running(view);
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
      assertThat(plans.notes.get(0)).startsWith("No image from the camera: ");
      assertThat(plans.notes.get(1)).matches("the camera is back after [1-9]\\d* s");
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
  void aStreamOfTheFfmpegProgramIsSeen() throws Exception {
    String url = "http://127.0.0.1:%d/".formatted(Programs.freePort());
    Process ffmpeg =
        FfmpegPrograms.process(
                List.of(
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
                    url))
            .start();
    try {
      ScriptedScreen screen = ScriptedScreen.quitAfter(90);
      LiveSource.Opener opener = () -> openedOnceItListens(url, ffmpeg);
      LiveStatistics statistics = new LiveView(plans.of(opener, screen)).run();
      assertThat(statistics.view().frames()).isEqualTo(90);
      assertThat(screen.shown).allMatch(picture -> picture.width() == 640);
      assertThat(plans.notes).isEmpty();
    } finally {
      ffmpeg.destroy();
    }
  }

  private static LiveSource openedOnceItListens(String url, Process server) throws VideoException {
    while (true) {
      try {
        return opener(url).open();
      } catch (VideoException e) {
        if (!server.isAlive()) {
          throw e;
        }
        LockSupport.parkNanos(50_000_000);
      }
    }
  }

  private static LiveSource.Opener opener(String url) {
    return new CameraSpec(url, null, null).opener();
  }

  private static void await(java.util.function.BooleanSupplier condition) throws Exception {
    while (!condition.getAsBoolean()) {
      Thread.sleep(20);
    }
  }

  /** Every image is there, at its own time: also the gap. */
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
    assertThat(seconds.get(seconds.size() - 1)).isGreaterThan(1.5);
  }
}
