package io.github.gradcam.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import io.github.gradcam.cli.console.ClockTime;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.Interruption;
import io.github.gradcam.cli.console.Plural;
import io.github.gradcam.cli.console.UsageException;
import io.github.gradcam.cli.option.Command;
import io.github.gradcam.cli.option.CommonOptions;
import io.github.gradcam.cli.option.ModelOptions;
import io.github.gradcam.cli.option.VideoInput;
import io.github.gradcam.cli.option.VideoInputOptions;
import io.github.gradcam.cli.option.VideoOptions;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.explain.trial.FastestWay;
import io.github.gradcam.flow.StageReport;
import io.github.gradcam.image.InputPixels;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.video.AnswerDrawing;
import io.github.gradcam.video.FrameAnalysis;
import io.github.gradcam.video.PipelineShape;
import io.github.gradcam.video.VideoPipeline;
import io.github.gradcam.video.media.FrameSource;
import io.github.gradcam.video.media.VideoWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows where a model looks, on every frame of a video. */
@Parameters(
    commandDescription =
        "Show where a model looks in a video, of any format that FFmpeg knows, or in numbered images")
final class VideoCommand implements Command {

  /** Enough to tell strong evidence from weak, at little cost. */
  private static final int MOST_SAMPLED = 24;

  private static final int FRAMES_A_SAMPLE = 40;
  private static final int MANY_PASSES = 10;
  private static final String INTERRUPTED = "Interrupted: the video holds the frames until then";

  @ParametersDelegate private final CommonOptions common = new CommonOptions();
  @ParametersDelegate private final ModelOptions model = new ModelOptions();
  @ParametersDelegate private final VideoInputOptions input = new VideoInputOptions();
  @ParametersDelegate private final VideoOptions options = new VideoOptions();

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

  @Parameter(names = "--batch-size", description = "Frames per forward pass")
  private int batchSize = 8;

  @Parameter(names = "--threads", description = "Threads that draw (default: all cores)")
  private @Nullable Integer threads;

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
    VideoInput video = checked();
    model.settle(FastestWay.Work.FRAMES, () -> true);
    try (FrameSource frames = video.open();
        Classifier classifier = model.load()) {
      ExplanationPlan plan = options.plan(console, classifier, model);
      if (plan.passes(1) > MANY_PASSES) {
        console.note("About %,d passes of the network a frame".formatted(plan.passes(1)));
      }
      try (Explainer explainer = new Explainer(classifier, plan)) {
        return explain(console, video, frames, explainer);
      }
    }
  }

  private VideoInput checked() throws IOException {
    UsageException.check(options::check);
    UsageException.check(() -> VideoWriter.checkName(output));
    UsageException.check(() -> AnswerDrawing.view(view));
    if (Math.min(every, Math.min(batchSize, threads())) < 1) {
      throw new UsageException(
          "Expected --every, --batch-size and --threads of 1 or more, found %d, %d and %d"
              .formatted(every, batchSize, threads()));
    }
    return input.input(output);
  }

  private int threads() {
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
  }

  private int explain(Console console, VideoInput video, FrameSource frames, Explainer explainer)
      throws IOException {
    Classifier classifier = explainer.classifier();
    int size = classifier.card().inputSize();
    long memory = Runtime.getRuntime().maxMemory();
    PipelineShape shape =
        PipelineShape.fitting(frames.format(), size, every, batchSize, threads(), memory);
    ClassSelection selection = options.selection(classifier);
    FrameAnalysis analysis = new FrameAnalysis(explainer, selection, options.smooth());
    calibrate(analysis, frames, size);
    AnswerDrawing drawing =
        new AnswerDrawing(
            classifier.labels(),
            AnswerDrawing.view(view),
            options.overlay(),
            selection.first() != Target.PREDICTED);
    VideoPipeline pipeline = new VideoPipeline(frames, analysis, drawing, shape);
    try (Interruption interruption = new Interruption(pipeline::stop);
        VideoOutput written =
            new VideoOutput(
                console, output, video, drawing.format(frames.format()), classifier.labels())) {
      List<StageReport> stages = written.write(pipeline);
      String early = interruption.asked() ? INTERRUPTED : frames.endedEarly();
      written.finish(early == null, early == null ? frames.end() : 0);
      report(console, written.frames(), stages);
      return complain(console, early, frames.damaged()) ? FAILED : DONE;
    }
  }

  /** Tells what is missing of the source, if anything. */
  private static boolean complain(Console console, @Nullable String early, long damaged) {
    if (early != null) {
      console.err().println(early);
    }
    if (damaged > 0) {
      console
          .err()
          .println(
              "Expected a whole video, found damage in %d places, where frames may be missing"
                  .formatted(damaged));
    }
    return early != null || damaged > 0;
  }

  /** Fixes the scale of the maps by frames from all over the video. */
  private static void calibrate(FrameAnalysis analysis, FrameSource frames, int size)
      throws IOException {
    long most = Math.max(2, Math.min(MOST_SAMPLED, frames.format().frames() / FRAMES_A_SAMPLE));
    List<byte[]> inputs = new ArrayList<>();
    for (RgbImage image : frames.sample((int) most)) {
      inputs.add(InputPixels.of(image, size));
    }
    if (!inputs.isEmpty()) {
      analysis.calibrate(inputs);
    }
  }

  private void report(Console console, long frames, List<StageReport> stages) {
    double wall = stages.get(0).wall();
    console.result(
        "Explained %s in %s, %.1f frames/s; open %s"
            .formatted(
                Plural.of(frames, "frame"),
                ClockTime.text(wall),
                wall <= 0 ? 0 : frames / wall,
                output));
    console.note(
        stages.stream()
            .map(stage -> "%s %.0f %%".formatted(stage.name(), 100 * stage.load()))
            .collect(Collectors.joining(", ", "Busy: ", " of the time")));
  }
}
