package io.github.gradcam.cli.option;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.UsageException;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.explain.Smoothing;
import io.github.gradcam.explain.map.Fusion;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.model.Classifier;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What is to be explained, and how. */
public final class ExplanationOptions {

  @Parameter(
      names = "--class",
      description = "Which class: a name, an index, predicted, top:K or all")
  private String classes = "predicted";

  @Parameter(
      names = "--versus",
      description = "Show what speaks for the class over this one: a name or an index")
  private @Nullable String versus;

  @Parameter(
      names = "--counterfactual",
      description =
          "Show what speaks against the class too: red for it, blue against it, whatever the --colormap")
  private boolean counterfactual;

  @ParametersDelegate private final MethodOptions how = new MethodOptions("gradcam");

  @Parameter(
      names = "--fuse",
      description = "With several layers, also their fused map: none, mean or layercam")
  private String fusion = "mean";

  @Parameter(
      names = "--tta",
      description = "Average over mirror images and input values times 0.9, 1 and 1.1")
  private boolean augmented;

  @Parameter(
      names = "--eigen-smooth",
      description = "Take the first principal component of what the feature maps contribute")
  private boolean eigen;

  /** Validates the options, before the model is loaded. */
  public void check() {
    how.check();
    Fusion.of(fusion);
  }

  public ClassSelection selection(Classifier classifier) {
    return ClassSelection.parse(classes, classifier.labels());
  }

  /** Whether file names have to tell the class. */
  public boolean namesClass() {
    return !classes.equalsIgnoreCase("predicted");
  }

  /** What is shown of each image. */
  public ExplanationPlan plan(Console console, Classifier classifier, ModelOptions model)
      throws IOException {
    return how.choice(console, classifier, model)
        .plan(
            versus(classifier), counterfactual, new Smoothing(augmented, eigen), Fusion.of(fusion));
  }

  private int versus(Classifier classifier) {
    String other = versus;
    return other == null
        ? Target.NONE
        : UsageException.checked(() -> ClassSelection.parseOne(other, classifier.labels()));
  }
}
