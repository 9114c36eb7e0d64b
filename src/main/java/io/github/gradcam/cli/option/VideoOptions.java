package io.github.gradcam.cli.option;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.UsageException;
import io.github.gradcam.explain.ExplanationMethod;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.explain.method.MethodChoice;
import io.github.gradcam.explain.method.Methods;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.image.Overlay;
import io.github.gradcam.model.Classifier;
import java.io.IOException;
import java.util.List;

/** What is shown of each frame, in files and live. */
public final class VideoOptions {

  @Parameter(
      names = "--class",
      description =
          "Which class: predicted, which follows the scene without flicker, or one that is always shown: a name or an index")
  private String classes = "predicted";

  @ParametersDelegate private final MethodOptions how = new MethodOptions("gradcam");
  @ParametersDelegate private final ColourOptions colours = new ColourOptions();

  @Parameter(
      names = "--smooth",
      description = "Seconds after which a map counts half in those that follow; 0 for none")
  private double smooth = 0.12;

  /** Validates the options, before the model is loaded. */
  public void check() {
    how.check();
    colours.overlay();
    if (!(smooth >= 0 && Double.isFinite(smooth))) {
      throw new UsageException("Expected --smooth of 0 seconds or more, found " + smooth);
    }
  }

  public ClassSelection selection(Classifier classifier) {
    ClassSelection selection = ClassSelection.parse(classes, classifier.labels());
    if (selection.count() != 1) {
      throw new UsageException(
          "Expected one class for a video, predicted, a name or an index, found '%s'"
              .formatted(classes));
    }
    return selection;
  }

  /** One method at one layer. */
  public ExplanationPlan plan(Console console, Classifier classifier, ModelOptions model)
      throws IOException {
    MethodChoice choice = how.choice(console, classifier, model);
    if (choice.methods().size() != 1 || choice.layers().size() != 1) {
      throw new UsageException(
          "Expected one --method and one --layer for a video, found %d and %d"
              .formatted(choice.methods().size(), choice.layers().size()));
    }
    return choice.plan();
  }

  /** All methods there are, as the options tell them to work. */
  public List<ExplanationMethod> methods() {
    return new Methods(how.settings()).all();
  }

  public Overlay overlay() {
    return colours.overlay();
  }

  public double smooth() {
    return smooth;
  }
}
