package io.github.gradcam.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.Interruption;
import io.github.gradcam.cli.console.UsageException;
import io.github.gradcam.cli.option.CameraOptions;
import io.github.gradcam.cli.option.Command;
import io.github.gradcam.cli.option.CommonOptions;
import io.github.gradcam.cli.option.ModelOptions;
import io.github.gradcam.cli.option.VideoOptions;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.explain.trial.FastestWay;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.video.live.LiveChoices;
import io.github.gradcam.video.live.LiveExplainers;
import io.github.gradcam.video.live.LivePlan;
import io.github.gradcam.video.live.LiveQuestion;
import io.github.gradcam.video.live.LiveRecording;
import io.github.gradcam.video.live.LiveScreen;
import io.github.gradcam.video.live.LiveSettings;
import io.github.gradcam.video.live.LiveSink;
import io.github.gradcam.video.live.LiveStatistics;
import io.github.gradcam.video.live.LiveView;
import io.github.gradcam.video.live.LiveWindow;
import io.github.gradcam.video.media.LiveSource;
import io.github.gradcam.video.media.VideoException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Shows where a model looks in what a camera sees, now. */
@Parameters(
    commandDescription = "Show where a model looks in a camera, a stream or the screen, live")
final class WebcamCommand implements Command {

  @ParametersDelegate private final CommonOptions common = new CommonOptions();
  @ParametersDelegate private final CameraOptions camera = new CameraOptions();

  @Parameter(names = "--record", description = "Video file (.mp4, .mov or .mkv) of what is shown")
  private @Nullable Path record;

  @Parameter(names = "--no-window", description = "Only record; needs no display")
  private boolean noWindow;

  @Parameter(names = "--pictures", description = "Folder for the images saved with s")
  private Path pictures = Path.of(".");

  @ParametersDelegate private final VideoOptions options = new VideoOptions();
  @ParametersDelegate private final ModelOptions model = new ModelOptions();

  @Override
  public String name() {
    return "webcam";
  }

  @Override
  public CommonOptions common() {
    return common;
  }

  @Override
  public int run(Console console) throws Exception {
    check();
    LiveSource.Opener source = camera.opener();
    model.settle(FastestWay.Work.FRAMES, () -> true);
    try (LiveScreen screen = screen();
        Classifier classifier = model.load()) {
      LiveChoices choices = LiveChoices.of(classifier, options.methods());
      LiveQuestion first = question(console, classifier, choices);
      try (LiveExplainers explainers = new LiveExplainers(classifier, options.smooth(), first)) {
        return look(console, plan(console, source, explainers, choices, first, screen));
      }
    }
  }

  /** Validates the options, before a window appears. */
  private void check() {
    UsageException.check(options::check);
    UsageException.check(this::recording);
    if (noWindow && record == null) {
      throw new UsageException("Expected --record OUT.mp4 with --no-window, found none");
    }
    camera.times();
  }

  private LiveScreen screen() throws VideoException {
    return noWindow ? LiveScreen.NONE : new LiveWindow("gradcam - " + camera.name());
  }

  private LivePlan plan(
      Console console,
      LiveSource.Opener source,
      LiveExplainers explainers,
      LiveChoices choices,
      LiveQuestion first,
      LiveScreen screen) {
    return new LivePlan(
        camera.name(),
        source,
        explainers,
        choices,
        new LiveSettings(first, options.overlay()),
        screen,
        recording(),
        camera.times(),
        camera.mirrored(),
        pictures,
        console::note);
  }

  private int look(Console console, LivePlan plan) throws VideoException {
    LiveView view = new LiveView(plan);
    try (Interruption interruption = new Interruption(view::stop)) {
      LiveStatistics statistics = view.run();
      new LiveReport(console).print(statistics, record);
      if (statistics.failure() != null) {
        throw new VideoException(statistics.failure());
      }
      return interruption.asked() ? FAILED : DONE;
    }
  }

  private LiveSink.@Nullable Opener recording() {
    return record == null ? null : LiveRecording.in(record);
  }

  private LiveQuestion question(Console console, Classifier classifier, LiveChoices choices)
      throws IOException {
    ClassSelection selection = options.selection(classifier);
    ExplanationPlan plan = options.plan(console, classifier, model);
    return UsageException.checked(
        () -> choices.question(selection.first(), plan.layers().get(0), plan.methods().get(0)));
  }
}
