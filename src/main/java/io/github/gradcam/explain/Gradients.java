package io.github.gradcam.explain;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import io.github.gradcam.model.graph.DilatedConvolutions;
import io.github.gradcam.model.graph.MissingGradients;
import io.github.gradcam.model.graph.MissingGradients.Gap;
import io.github.gradcam.model.graph.ModelException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Output;
import org.tensorflow.exceptions.TensorFlowException;

/** Adds gradients to a classifier's graph, and tells where there are none what stands between. */
public final class Gradients {

  private Gradients() {}

  /**
   * Adds the gradients of a score.
   *
   * @param classifier whose graph grows
   * @param score computed from the logits
   * @param at where the gradients are taken
   * @return one each
   * @throws ModelException if TensorFlow has no gradient for an op between; the message names it
   */
  static Output<?>[] of(Classifier classifier, Output<?> score, Output<?>... at) {
    TensorFlowException cause = null;
    if (DilatedConvolutions.areIn(classifier.graph())) {
      // TensorFlow would take a gradient through them, and a wrong one.
      gap(classifier, at, null)
          .ifPresent(
              found -> {
                throw found;
              });
    }
    try {
      Output<?>[] gradients = classifier.graph().addGradients(score, at);
      if (Arrays.stream(gradients).allMatch(MissingGradients::found)) {
        return gradients;
      }
    } catch (TensorFlowException e) {
      cause = e;
    }
    TensorFlowException failure = cause;
    throw gap(classifier, at, failure)
        .orElseGet(
            () ->
                failure == null
                    ? new ModelException(
                        "Expected gradients from the logits, found none: values between are whole numbers, which have none; take a method without gradients there, such as --method recipro-cam or rise")
                    : failure);
  }

  /** What stands in the way of a gradient. */
  private static Optional<RuntimeException> gap(
      Classifier classifier, Output<?>[] at, @Nullable TensorFlowException cause) {
    MissingGradients search =
        new MissingGradients(classifier.graph(), classifier.logits().op().name());
    for (Output<?> output : at) {
      List<Gap> gaps = search.between(output.op().name());
      if (!gaps.isEmpty()) {
        String message = message(classifier, output.op().name(), gaps.get(gaps.size() - 1), search);
        return Optional.of(new ModelException(message, cause));
      }
    }
    return Optional.empty();
  }

  private static String message(
      Classifier classifier, String at, Gap gap, MissingGradients search) {
    Map<String, String> names = new HashMap<>();
    List<HeatmapLayer> layers = classifier.layers().stream().filter(HeatmapLayer::spatial).toList();
    layers.forEach(layer -> names.put(layer.op(), layer.name()));
    String place =
        at.equals(classifier.input().op().name())
            ? "the images"
            : "layer '%s'".formatted(names.getOrDefault(at, at));
    String instead =
        search
            .nearest(at, layers.stream().map(HeatmapLayer::op).toList())
            .map(op -> "nearest layer that works: '%s'".formatted(names.get(op)))
            .orElse("no layer behind it has places");
    return "Expected gradients from the logits to %s, found that TensorFlow has none for the op '%s' (%s) between; %s; without gradients: --method recipro-cam"
        .formatted(place, gap.op(), gap.type(), instead);
  }
}
