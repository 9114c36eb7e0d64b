package io.github.gradcam.explain.method;

import io.github.gradcam.explain.ExplanationMethod;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.explain.MethodSettings;
import io.github.gradcam.explain.Smoothing;
import io.github.gradcam.explain.map.Fusion;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.explain.target.TargetScore;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Methods, the layers that they look at, and what of a class they explain: chosen for one network.
 *
 * @param methods at least one
 * @param layers at least one, shallow to deep
 * @param score whether logits or probabilities are explained
 */
public record MethodChoice(
    List<ExplanationMethod> methods, List<HeatmapLayer> layers, TargetScore score) {

  private static final String ALL = "all";

  /**
   * Finds what a user names.
   *
   * @param classifier the network
   * @param methods as {@link Methods#named} reads them; of {@code all} those stay that can be used
   *     at the layers
   * @param layers as {@link Classifier#layersNamed} reads them
   * @param settings of the methods
   * @param score whether logits or probabilities are explained
   * @param note is told which methods were left out, and why
   * @return the choice
   * @throws IllegalArgumentException if there is no such method or layer
   */
  public static MethodChoice of(
      Classifier classifier,
      String methods,
      String layers,
      MethodSettings settings,
      TargetScore score,
      Consumer<String> note) {
    List<HeatmapLayer> where = classifier.layersNamed(layers);
    List<ExplanationMethod> asked = new Methods(settings).named(methods);
    return new MethodChoice(
        Methods.key(methods).equals(ALL) ? usable(asked, classifier, where, note) : asked,
        where,
        score);
  }

  /** The plain evidence for a class. */
  public ExplanationPlan plan() {
    return ExplanationPlan.of(methods, layers).withScore(score);
  }

  /**
   * What is shown of each image.
   *
   * @param versus the class that the evidence is weighed against, or {@link Target#NONE}
   * @param counterfactual whether what speaks against the class is shown too
   * @param smoothing what is averaged
   * @param fusion what becomes of the maps of several layers; of one layer's there is none
   * @return a plan with the usual batch
   */
  public ExplanationPlan plan(
      int versus, boolean counterfactual, Smoothing smoothing, Fusion fusion) {
    return new ExplanationPlan(
        methods,
        layers,
        versus,
        score,
        counterfactual,
        smoothing,
        layers.size() > 1 ? fusion : Fusion.NONE,
        ExplanationPlan.BATCH);
  }

  /**
   * What people should know of maps of these layers.
   *
   * @param classifier the network
   * @return a sentence for each layer with too few cells to tell where something is
   */
  public List<String> warnings(Classifier classifier) {
    return layers.stream()
        .filter(HeatmapLayer::coarse)
        .map(layer -> coarse(layer, classifier))
        .toList();
  }

  private static String coarse(HeatmapLayer layer, Classifier classifier) {
    List<HeatmapLayer> finer =
        classifier.layers().stream().filter(other -> other.spatial() && !other.coarse()).toList();
    String advice =
        finer.isEmpty()
            ? "; no layer of the model has more than 15"
            : "; a finer one: --layer " + finer.get(finer.size() - 1).name();
    return "Maps of %s have only %d x %d cells, which hardly tell places apart%s"
        .formatted(layer.name(), layer.height(), layer.width(), advice);
  }

  private static List<ExplanationMethod> usable(
      List<ExplanationMethod> methods,
      Classifier classifier,
      List<HeatmapLayer> layers,
      Consumer<String> note) {
    return methods.stream()
        .filter(
            each -> {
              Optional<String> objection =
                  layers.stream()
                      .flatMap(where -> each.objection(classifier, where).stream())
                      .findFirst();
              objection.ifPresent(reason -> note.accept("Left out: " + reason));
              return objection.isEmpty();
            })
        .toList();
  }
}
