package io.github.gradcam.cli.option;

import com.beust.jcommander.Parameter;
import io.github.gradcam.cli.console.UsageException;
import io.github.gradcam.video.live.LiveTimes;
import io.github.gradcam.video.media.CameraSpec;
import io.github.gradcam.video.media.FrameRate;
import io.github.gradcam.video.media.LiveSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Which live source, and how long it is waited for. */
public final class CameraOptions {

  @Parameter(
      names = "--camera",
      description =
          "A number or a device such as /dev/video0, an rtsp:// or http:// URL, screen, or "
              + "screen:DISPLAY+X,Y")
  private String camera = "0";

  @Parameter(names = "--size", description = "WxH that is asked of a camera or taken of a screen")
  private @Nullable String size;

  @Parameter(
      names = "--fps",
      description = "Frames a second asked of a camera or a screen, such as 30 or 29.97")
  private @Nullable String rate;

  @Parameter(names = "--mirror", description = "Exchange left and right")
  private boolean mirrored;

  @Parameter(names = "--duration", description = "Seconds after which to stop (default: never)")
  private @Nullable Double duration;

  @Parameter(
      names = "--patience",
      description = "With --no-window: seconds after which a lost source is given up")
  private double patience = 30;

  /** The source that is meant; an address that is none is a usage error. */
  CameraSpec source() {
    return UsageException.checked(
        () -> new CameraSpec(camera, size, rate == null ? null : FrameRate.of(rate)));
  }

  /** What the source is called, without passwords. */
  public String name() {
    return camera.equals("0") ? "camera 0" : source().name();
  }

  public boolean mirrored() {
    return mirrored;
  }

  /** Opens the source; one that the system does not have is a matter of usage. */
  public LiveSource.Opener opener() {
    return UsageException.checked(() -> source().opener());
  }

  public LiveTimes times() {
    return LiveTimes.DEFAULT.with(
        seconds("--patience", patience), seconds("--duration", duration == null ? 0 : duration));
  }

  private static Duration seconds(String option, double seconds) {
    if (!(seconds >= 0 && seconds < 1e9)) {
      throw new UsageException(
          "Expected %s of 0 seconds or more, found %s".formatted(option, seconds));
    }
    return Duration.ofMillis(Math.round(1e3 * seconds));
  }
}
