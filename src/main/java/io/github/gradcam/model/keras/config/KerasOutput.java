package io.github.gradcam.model.keras.config;

import io.github.gradcam.model.NearestNames;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Chooses the layer that gives the classes' numbers. */
public final class KerasOutput {

  private KerasOutput() {}

  /**
   * The op of the layer that is named, or of the only output.
   *
   * @param model the outermost
   * @param layers the name of each layer by its op
   * @param outputs the ops of the model's outputs
   * @param logits what people say; null where they do not
   * @throws io.github.gradcam.model.graph.ModelException if there is none, or there are several
   */
  public static String of(
      LayerConfig model,
      Map<String, String> layers,
      List<String> outputs,
      @Nullable String logits) {
    if (logits == null) {
      if (outputs.size() == 1) {
        return outputs.get(0);
      }
      String names =
          outputs.stream().map(op -> layers.getOrDefault(op, op)).collect(Collectors.joining(", "));
      throw model.problem(
          "expected one output, the classes, found %d: %s; choose one with --logits"
              .formatted(outputs.size(), names));
    }
    return layers.entrySet().stream()
        .filter(layer -> layer.getValue().equals(logits) || layer.getKey().equals(logits))
        .map(Map.Entry::getKey)
        .reduce((earlier, later) -> later)
        .orElseThrow(
            () ->
                model.problem(
                    "expected a layer '%s' for --logits, found none; nearest: %s"
                        .formatted(
                            logits,
                            String.join(
                                ", ", NearestNames.of(logits, List.copyOf(layers.values()), 3)))));
  }
}
