package io.github.gradcam.cli;

import com.beust.jcommander.Parameter;
import io.github.gradcam.explain.ClassSelection;
import io.github.gradcam.explain.Convention;
import io.github.gradcam.explain.ExplanationMethod;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.explain.Fusion;
import io.github.gradcam.explain.MethodSettings;
import io.github.gradcam.explain.Methods;
import io.github.gradcam.explain.Smoothing;
import io.github.gradcam.explain.Target;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is to be explained, and how. */
final class ExplanationOptions {

  private static final String ALL = "all";

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
      description = "Show what speaks against the class too: red for it, blue against it")
  private boolean counterfactual;

  @Parameter(
      names = "--layer",
      description =
          "Where to look: auto (the last with places), stages, all, or names of `gradcam layers` "
              + "with commas between them; * stands for any text")
  private String layer = "auto";

  @Parameter(
      names = "--fuse",
      description = "With several layers, also their fused map: none, mean or layercam")
  private String fusion = "mean";

  @Parameter(
      names = "--method",
      description = "How: names of `gradcam methods` with commas between them, or all")
  private String method = "gradcam";

  @Parameter(
      names = "--norm",
      description = "Where paper and library differ: pytorch-grad-cam or paper")
  private String norm = "pytorch-grad-cam";

  @Parameter(
      names = "--samples",
      description = "Random samples or steps of the methods that take some (default: their own)")
  private int samples;

  @Parameter(names = "--seed", description = "Of what is random in a method")
  private long seed = 1;

  @Parameter(
      names = "--tta",
      description = "Average over mirror images and input values times 0.9, 1 and 1.1")
  private boolean augmented;

  @Parameter(
      names = "--eigen-smooth",
      description = "Take the first principal component of what the feature maps contribute")
  private boolean eigen;

  /** Refuses what cannot be meant, before the model is loaded. */
  void check() {
    methods();
    Fusion.of(fusion);
  }

  ClassSelection selection(Classifier classifier) {
    return ClassSelection.parse(classes, classifier.labels());
  }

  /** Whether file names have to tell the class. */
  boolean namesClass() {
    return !classes.equalsIgnoreCase("predicted");
  }

  /** What is shown of each picture; of all methods those that the layers allow. */
  ExplanationPlan plan(Console console, Classifier classifier) {
    List<HeatmapLayer> layers = classifier.layersNamed(layer);
    String why = layer.equals("auto") ? ", the last layer with spatial extent" : "";
    console.note("Layers: %s%s".formatted(names(layers), why));
    return new ExplanationPlan(
        meaningful(console, classifier, layers),
        layers,
        versus(classifier),
        counterfactual,
        new Smoothing(augmented, eigen),
        layers.size() > 1 ? Fusion.of(fusion) : Fusion.NONE);
  }

  /** Names and sizes of layers, for people. */
  static String names(List<HeatmapLayer> layers) {
    return layers.stream()
        .map(where -> "%s (%s)".formatted(where.name(), where.shape()))
        .collect(Collectors.joining(", "));
  }

  private List<ExplanationMethod> methods() {
    return new Methods(new MethodSettings(Convention.of(norm), samples, seed)).named(method);
  }

  /** A method that was named has to be allowed; the explainer says so. */
  private List<ExplanationMethod> meaningful(
      Console console, Classifier classifier, List<HeatmapLayer> layers) {
    if (!method.equalsIgnoreCase(ALL)) {
      return methods();
    }
    return methods().stream()
        .filter(
            each -> {
              Optional<String> objection =
                  layers.stream()
                      .flatMap(where -> each.objection(classifier, where).stream())
                      .findFirst();
              objection.ifPresent(reason -> console.note("Left out: " + reason));
              return objection.isEmpty();
            })
        .toList();
  }

  private int versus(Classifier classifier) {
    if (versus == null) {
      return Target.NONE;
    }
    if (ClassSelection.parse(versus, classifier.labels()) instanceof ClassSelection.Fixed one) {
      return one.index();
    }
    throw new UsageException(
        "Expected one class after --versus, a name or an index, found '%s'".formatted(versus));
  }
}
