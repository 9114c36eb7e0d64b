package io.github.gradcam.video.live;

import io.github.gradcam.explain.CamMethod;
import io.github.gradcam.explain.ExplanationMethod;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a viewer can choose from.
 *
 * @param labels the classes in index order
 * @param methods for each layer, shallow to deep, the methods that have a meaning there, at least
 *     one
 */
public record LiveChoices(List<String> labels, Map<HeatmapLayer, List<ExplanationMethod>> methods) {

  /**
   * Copies the choices.
   *
   * @throws IllegalArgumentException if there is no layer, or a layer without a method
   */
  public LiveChoices {
    labels = List.copyOf(labels);
    methods = new LinkedHashMap<>(methods);
    if (methods.isEmpty() || methods.values().stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException("Expected at least one layer and one method at each");
    }
  }

  /**
   * The layers of a classifier and, at each, the methods that take one pass.
   *
   * @param classifier the network
   * @param methods of any kind
   * @return the choices; layers where no method has a meaning, or that have one place only, are
   *     left out
   * @throws IllegalArgumentException if nothing is left
   */
  public static LiveChoices of(Classifier classifier, List<ExplanationMethod> methods) {
    Map<HeatmapLayer, List<ExplanationMethod>> choices = new LinkedHashMap<>();
    for (HeatmapLayer layer : classifier.layers()) {
      List<ExplanationMethod> fit =
          methods.stream()
              .filter(CamMethod.class::isInstance)
              .filter(method -> method.objection(classifier, layer).isEmpty())
              .toList();
      if (layer.reachable() && layer.spatial() && !fit.isEmpty()) {
        choices.put(layer, fit);
      }
    }
    return new LiveChoices(classifier.labels(), choices);
  }

  /**
   * A question to begin with.
   *
   * @param classIndex which class, or that of the predicted one
   * @param layer where to look
   * @param method how; the choice of its name is taken
   * @return the question
   * @throws IllegalArgumentException if layer or method are none of the choices
   */
  public LiveQuestion question(int classIndex, HeatmapLayer layer, ExplanationMethod method) {
    return methods.getOrDefault(layer, List.of()).stream()
        .filter(choice -> choice.name().equals(method.name()))
        .findFirst()
        .map(choice -> new LiveQuestion(classIndex, layer, choice))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected a method of one pass that has a meaning at a layer with places, found %s at %s"
                        .formatted(method.name(), layer.name())));
  }

  /** The layer after another; after the last the first. */
  HeatmapLayer layerAfter(HeatmapLayer layer) {
    return after(List.copyOf(methods.keySet()), layer);
  }

  /** The method after another at a layer; after the last the first. */
  ExplanationMethod methodAfter(ExplanationMethod method, HeatmapLayer layer) {
    return after(at(layer), method);
  }

  /** The same method at a layer, or its first where that has no meaning there. */
  ExplanationMethod methodAt(ExplanationMethod method, HeatmapLayer layer) {
    List<ExplanationMethod> fit = at(layer);
    return fit.contains(method) ? method : fit.get(0);
  }

  private List<ExplanationMethod> at(HeatmapLayer layer) {
    return methods.getOrDefault(layer, methods.values().iterator().next());
  }

  /** The next one of a list; after the last the first. */
  static <T> T after(List<T> all, T one) {
    return all.get((all.indexOf(one) + 1) % all.size());
  }
}
