package io.github.gradcam.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.View;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.video.FrameAnalysis;
import io.github.gradcam.video.FrameSource;
import io.github.gradcam.video.PipelineShape;
import io.github.gradcam.video.PipelineTimes;
import io.github.gradcam.video.Ratio;
import io.github.gradcam.video.TimeRange;
import io.github.gradcam.video.VideoPipeline;
import io.github.gradcam.video.VideoWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows where a model looks, on every frame of a video. */
@Parameters(
    commandDescription =
        "Show where a model looks in a video: a video, a record of each frame, a timeline")
final class VideoCommand implements Command {

  /** Enough to tell strong evidence from weak, at little cost. */
  private static final int MOST_SAMPLED = 24;

  private static final int FRAMES_A_SAMPLE = 40;
  private static final int MANY_PASSES = 10;

  @ParametersDelegate private final CommonOptions common = new CommonOptions();
  @ParametersDelegate private final ModelOptions model = new ModelOptions();
  @ParametersDelegate private final VideoOptions options = new VideoOptions();

  @Parameter(
      description =
          "VIDEO (any format of FFmpeg), a folder of pictures, or such as frames/%04d.png",
      required = true)
  private List<Path> inputs = new ArrayList<>();

  @Parameter(
      names = "--output",
      description =
          "Video to write: .mp4, .mov, .mkv (H.264) or .webp; beside it .jsonl and .timeline.png")
  private Path output = Path.of("out", "video.mp4");

  @Parameter(names = "--view", description = "overlay, side-by-side or heatmap")
  private String view = "overlay";

  @Parameter(
      names = "--every",
      description =
          "Ask the network every so many frames, and at cuts; maps between are interpolated")
  private int every = 1;

  @Parameter(names = "--from", description = "Where to begin, such as 83.5 or 1:23.5")
  private String from = "0";

  @Parameter(names = "--to", description = "Where to end (default: at the end)")
  private @Nullable String to;

  @Parameter(names = "--fps", description = "Pictures a second of a sequence of pictures")
  private int fps = 25;

  @Parameter(names = "--batch-size", description = "Frames a run of the network")
  private int batchSize = 8;

  @Parameter(names = "--threads", description = "Threads that draw (default: all cores)")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Parameter(names = "--no-sound", description = "Leave the sound track out")
  private boolean noSound;

  @Override
  public String name() {
    return "video";
  }

  @Override
  public CommonOptions common() {
    return common;
  }

  @Override
  public int run(Console console) throws Exception {
    if (inputs.size() != 1) {
      throw new UsageException("Expected one video, found " + inputs);
    }
    Path source = inputs.get(0);
    UsageException.check(options::check);
    TimeRange range = checked(source);
    try (FrameSource frames = FrameSource.open(source, new Ratio(fps, 1), range);
        Classifier classifier = model.load()) {
      ExplanationPlan plan = options.plan(console, classifier, model);
      if (plan.passes(1) > MANY_PASSES) {
        console.note("About %,d passes of the network a frame".formatted(plan.passes(1)));
      }
      try (Explainer explainer = new Explainer(classifier, plan)) {
        FrameAnalysis analysis =
            new FrameAnalysis(explainer, options.selection(classifier), options.smooth());
        calibrate(frames, analysis, classifier.card().inputSize());
        return explain(console, source, range, frames, analysis, classifier);
      }
    }
  }

  private TimeRange checked(Path source) throws IOException {
    UsageException.check(() -> VideoWriter.checkName(output));
    if (Math.min(Math.min(every, fps), Math.min(batchSize, threads)) < 1) {
      throw new UsageException(
          "Expected --every, --fps, --batch-size and --threads of 1 or more, found %d, %d, %d, %d"
              .formatted(every, fps, batchSize, threads));
    }
    if (!Files.exists(source) && !source.toString().contains("%")) {
      throw new NoSuchFileException(source.toString());
    }
    if (Files.exists(output) && Files.exists(source) && Files.isSameFile(source, output)) {
      throw new UsageException("Expected an --output other than the input, found " + output);
    }
    TimeRange[] range = {TimeRange.ALL};
    UsageException.check(
        () -> {
          FrameLook.view(view);
          double end = to == null ? Double.POSITIVE_INFINITY : ClockTime.seconds(to, "--to");
          range[0] = new TimeRange(ClockTime.seconds(from, "--from"), end);
        });
    return range[0];
  }

  /** Fixes the scale by frames from all over the video. */
  private static void calibrate(FrameSource frames, FrameAnalysis analysis, int size)
      throws IOException {
    long known = frames.format().frames() / FRAMES_A_SAMPLE;
    int most = (int) Math.max(2, Math.min(MOST_SAMPLED, known));
    List<RgbImage> sample = frames.sample(most);
    if (!sample.isEmpty()) {
      byte[] pixels = new byte[sample.size() * size * size * RgbImage.CHANNELS];
      int at = 0;
      for (RgbImage image : sample) {
        byte[] one = Resize.bilinear(image, size, size).pixels();
        System.arraycopy(one, 0, pixels, at, one.length);
        at += one.length;
      }
      analysis.calibrate(pixels, sample.size());
    }
  }

  private int explain(
      Console console,
      Path source,
      TimeRange range,
      FrameSource frames,
      FrameAnalysis analysis,
      Classifier classifier)
      throws IOException {
    int size = classifier.card().inputSize();
    long memory = Runtime.getRuntime().maxMemory();
    PipelineShape shape =
        PipelineShape.fitting(frames.format(), size, every, batchSize, threads, memory);
    FrameLook look = new FrameLook(View.of(view), options.overlay(), classifier.labels());
    VideoPipeline pipeline = new VideoPipeline(frames, analysis, look, shape);
    try (Interruption interruption = new Interruption(pipeline::stop);
        VideoOutput written =
            new VideoOutput(
                console, output, source, range, noSound, look.format(frames.format()))) {
      PipelineTimes times = written.write(pipeline);
      return finish(console, frames, written, times, interruption.asked());
    }
  }

  private int finish(
      Console console,
      FrameSource frames,
      VideoOutput written,
      PipelineTimes times,
      boolean interrupted)
      throws IOException {
    String early = frames.endedEarly();
    written.finish(!interrupted && early == null);
    console.result(
        "Explained %d frames in %s, %.1f frames/s; open %s"
            .formatted(
                times.frames(), ClockTime.text(times.wall()), times.framesPerSecond(), output));
    console.note(
        "Busy: decode %.0f %%, network %.0f %%, draw %.0f %%, encode %.0f %% of the time"
            .formatted(
                share(times.decode(), times),
                share(times.network(), times),
                share(times.draw(), times),
                share(times.encode(), times)));
    if (interrupted) {
      console.err().println("Interrupted: the video holds the frames until then");
    } else if (early != null) {
      console.err().println(early);
    }
    return interrupted || early != null ? FAILED : DONE;
  }

  private static double share(double seconds, PipelineTimes times) {
    return times.wall() <= 0 ? 0 : 100 * seconds / times.wall();
  }
}
