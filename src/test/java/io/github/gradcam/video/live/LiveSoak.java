package io.github.gradcam.video.live;

import io.github.gradcam.explain.MethodSettings;
import io.github.gradcam.explain.method.Methods;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.image.Colormap;
import io.github.gradcam.image.Overlay;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.SavedModelFolder;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.video.MjpegServer;
import io.github.gradcam.video.Scenes;
import io.github.gradcam.video.TimeCode;
import io.github.gradcam.video.media.CameraSpec;
import io.github.gradcam.video.media.Durations;
import io.github.gradcam.video.media.SyntheticSource;
import io.github.gradcam.video.media.TimeRange;
import io.github.gradcam.video.media.VideoReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A live view for minutes: MJPEG over HTTP on loopback at 30 frames a second, the model that ships,
 * a recording. Every ten seconds it prints the resident memory and how old the images were, from
 * glass to glass: each carries its time. Run it as
 *
 * <pre>
 * ./mvnw -q test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -Xmx512m -cp target/test-classes:target/classes:$(cat target/classpath) \
 *     io.github.gradcam.video.live.LiveSoak 600 target/soak.mp4
 * </pre>
 */
public final class LiveSoak implements LiveScreen {

  private static final long TEN_SECONDS = 10_000_000_000L;

  private final long begin = System.nanoTime();
  private long reported = begin;
  private Durations ages = new Durations();
  private final Durations allAges = new Durations();

  /** Seconds, and the file to record. */
  public static void main(String[] args) throws Exception {
    int seconds = Integer.parseInt(args[0]);
    Path file = Path.of(args[1]);
    List<RgbImage> photos = Scenes.all(TimeCode.WIDTH, TimeCode.HEIGHT);
    AtomicInteger number = new AtomicInteger();
    try (MjpegServer server =
            new MjpegServer(0, 33, () -> picture(photos, number.getAndIncrement()));
        Classifier classifier =
            new SavedModelFolder(Path.of("saved_model")).load(Precision.FLOAT32)) {
      LiveSoak screen = new LiveSoak();
      LiveStatistics statistics = screen.look(classifier, server.url(), seconds, file);
      System.out.println(statistics);
      System.out.println("Connections: " + server.connections());
      System.out.printf(
          Locale.ROOT,
          "Glass to glass: median %.0f ms, 99 %% %.0f ms, longest %.0f ms%n",
          1e3 * screen.allAges.quantile(0.5),
          1e3 * screen.allAges.quantile(0.99),
          1e3 * screen.allAges.longest());
    }
    System.out.println("Frames in the recording: " + frames(file));
  }

  private LiveStatistics look(Classifier classifier, String url, int seconds, Path file)
      throws IOException {
    LiveChoices choices =
        LiveChoices.of(classifier, new Methods(MethodSettings.DEFAULT).named("gradcam"));
    LiveQuestion question =
        choices.question(
            Target.PREDICTED,
            classifier.layer("auto"),
            new Methods(MethodSettings.DEFAULT).named("gradcam").get(0));
    try (LiveExplainers explainers = new LiveExplainers(classifier, 0.12, question)) {
      return new LiveView(
              new LivePlan(
                  url,
                  new CameraSpec(url, null, null).opener(),
                  explainers,
                  choices,
                  new LiveSettings(question, new Overlay(Colormap.TURBO, 0.3)),
                  this,
                  LiveRecording.in(file),
                  LiveTimes.DEFAULT.with(Duration.ZERO, Duration.ofSeconds(seconds)),
                  false,
                  Path.of("target"),
                  System.out::println))
          .run();
    }
  }

  /** An image for three seconds, with the time. */
  private static byte[] picture(List<RgbImage> photos, int number) {
    RgbImage photo = photos.get(number / 90 % photos.size());
    RgbImage dated = new RgbImage(photo.width(), photo.height(), photo.pixels().clone());
    TimeCode.drawOn(dated, SyntheticSource.now());
    return MjpegServer.jpeg(dated);
  }

  private static int frames(Path file) throws IOException {
    try (VideoReader reader = new VideoReader(file, TimeRange.ALL)) {
      int count = 0;
      while (reader.next() != null) {
        count++;
      }
      return count;
    }
  }

  @Override
  public void show(RgbImage picture) {
    long age = (SyntheticSource.now() - TimeCode.read(picture)) * 1_000_000;
    ages.add(age);
    allAges.add(age);
    long now = System.nanoTime();
    if (now - reported > TEN_SECONDS) {
      System.out.printf(
          Locale.ROOT,
          "%4d s  resident %4d MB  %3d frames  age median %3.0f ms, longest %3.0f ms%n",
          (now - begin) / 1_000_000_000,
          residentMegabytes(),
          ages.count(),
          1e3 * ages.quantile(0.5),
          1e3 * ages.longest());
      reported = now;
      ages = new Durations();
    }
  }

  private static long residentMegabytes() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public List<LiveKey> keys() {
    return List.of();
  }

  @Override
  public boolean watched() {
    return false;
  }

  @Override
  public void close() {}
}
