package io.github.gradcam.cli.option;

import com.beust.jcommander.Parameter;
import io.github.gradcam.cli.console.ClockTime;
import io.github.gradcam.cli.console.UsageException;
import io.github.gradcam.video.media.FrameRate;
import io.github.gradcam.video.media.ImageSequence;
import io.github.gradcam.video.media.Ratio;
import io.github.gradcam.video.media.TimeRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which video, and what of it. */
public final class VideoInputOptions {

  /** A path has one slash where a URL had two. */
  private static final Pattern URL = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:/");

  @Parameter(description = "VIDEO|FOLDER|frames/%04d.png", required = true)
  private List<Path> inputs = new ArrayList<>();

  @Parameter(names = "--from", description = "Where to begin, such as 83.5 or 1:23.5")
  private String from = "0";

  @Parameter(names = "--to", description = "Where to end (default: at the end)")
  private @Nullable String to;

  @Parameter(
      names = "--fps",
      description = "Images per second of an image sequence, such as 24 or 29.97")
  private String fps = "25";

  @Parameter(names = "--no-sound", description = "Leave the sound track out")
  private boolean noSound;

  /**
   * What is asked for.
   *
   * @param output must not be the same file
   * @throws IOException if there is no such file
   * @throws UsageException if the options contradict each other
   */
  public VideoInput input(Path output) throws IOException {
    if (inputs.stream().anyMatch(path -> URL.matcher(path.toString()).lookingAt())) {
      throw new UsageException(
          "Expected a file or a folder, found a URL; `gradcam webcam --camera URL` reads streams");
    }
    if (inputs.size() != 1) {
      throw new UsageException("Expected one video, found %d: %s".formatted(inputs.size(), inputs));
    }
    Ratio imageRate = UsageException.checked(() -> FrameRate.of(fps));
    Path path = inputs.get(0);
    boolean exists = Files.exists(path);
    if (!exists && !ImageSequence.isSequence(path)) {
      throw new NoSuchFileException(path.toString());
    }
    if (exists && !Files.isRegularFile(path) && !Files.isDirectory(path)) {
      throw new UsageException(
          "Expected a file or a folder, found %s, which is neither; gradcam webcam reads devices and streams"
              .formatted(path));
    }
    if (exists && Files.exists(output) && Files.isSameFile(path, output)) {
      throw new UsageException("Expected an --output other than the input, found " + output);
    }
    double begin = ClockTime.seconds(from, "--from");
    double end = to == null ? Double.POSITIVE_INFINITY : ClockTime.seconds(to, "--to");
    if (end <= begin) {
      throw new UsageException("Expected --to after --from, found %s and %s".formatted(to, from));
    }
    return new VideoInput(path, new TimeRange(begin, end), imageRate, !noSound);
  }
}
