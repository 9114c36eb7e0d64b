package io.github.gradcam.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import io.github.gradcam.explain.ClassSelection;
import io.github.gradcam.explain.Methods;
import io.github.gradcam.image.Colormap;
import io.github.gradcam.image.Overlay;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.video.LiveChoices;
import io.github.gradcam.video.LiveExplainers;
import io.github.gradcam.video.LivePlan;
import io.github.gradcam.video.LiveQuestion;
import io.github.gradcam.video.LiveRecording;
import io.github.gradcam.video.LiveScreen;
import io.github.gradcam.video.LiveSettings;
import io.github.gradcam.video.LiveSink;
import io.github.gradcam.video.LiveSource;
import io.github.gradcam.video.LiveStatistics;
import io.github.gradcam.video.LiveTimes;
import io.github.gradcam.video.LiveView;
import io.github.gradcam.video.LiveWindow;
import io.github.gradcam.video.VideoException;
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

  @Parameter(names = "--pictures", description = "Folder for the pictures saved with s")
  private Path pictures = Path.of(".");

  @Parameter(
      names = "--class",
      description = "Which class at the beginning: a name, an index or predicted")
  private String classes = "predicted";

  @Parameter(
      names = "--smooth",
      description = "Seconds after which a map counts half in those that follow; 0: not at all")
  private double smooth = 0.2;

  @Parameter(
      names = "--colormap",
      description = "viridis, turbo, jet, inferno, magma, gray or coolwarm at the beginning")
  private String colormap = "turbo";

  @Parameter(names = "--alpha", description = "How much the heatmap covers the picture, 0..1")
  private double alpha = 0.5;

  @ParametersDelegate private final MethodOptions how = new MethodOptions("gradcam");
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
    UsageException.check(how::check);
    UsageException.check(this::overlay);
    UsageException.check(this::recording);
    if (noWindow && record == null) {
      throw new UsageException("Expected --record OUT.mp4 with --no-window, found none");
    }
    LiveSource.Opener source = camera.opener();
    LiveTimes times = camera.times();
    try (LiveScreen screen =
            noWindow ? LiveScreen.NONE : new LiveWindow("gradcam - " + camera.name());
        Classifier classifier = model.load()) {
      LiveChoices choices = LiveChoices.of(classifier, new Methods(how.settings()).all());
      LiveQuestion question = question(console, classifier, choices);
      try (LiveExplainers explainers = new LiveExplainers(classifier, smooth, question)) {
        LiveView view =
            new LiveView(
                new LivePlan(
                    camera.name(),
                    source,
                    explainers,
                    choices,
                    new LiveSettings(question, overlay()),
                    screen,
                    recording(),
                    times,
                    camera.mirrored(),
                    pictures,
                    console::note));
        return report(console, view.run());
      }
    }
  }

  private Overlay overlay() {
    return new Overlay(Colormap.of(colormap), alpha);
  }

  private LiveSink.@Nullable Opener recording() {
    return record == null ? null : LiveRecording.in(record);
  }

  /** One class, one layer and one method, whatever the options may name besides. */
  private LiveQuestion question(Console console, Classifier classifier, LiveChoices choices)
      throws IOException {
    ClassSelection selection = ClassSelection.parse(classes, classifier.labels());
    MethodOptions.Choice choice = how.choice(console, classifier, model);
    if (selection.count() > 1 || choice.layers().size() > 1 || choice.methods().size() > 1) {
      throw new UsageException(
          "Expected one class, one layer and one method at a time, found %d, %d and %d; keys change them"
              .formatted(selection.count(), choice.layers().size(), choice.methods().size()));
    }
    return choices.question(selection.first(), choice.layers().get(0), choice.methods().get(0));
  }

  private int report(Console console, LiveStatistics statistics) throws VideoException {
    new LiveReport(console).print(statistics, record);
    if (statistics.failure() != null) {
      throw new VideoException(statistics.failure());
    }
    return DONE;
  }
}
