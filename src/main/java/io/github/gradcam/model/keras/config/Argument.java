package io.github.gradcam.model.keras.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/** What a layer is called with. */
public sealed interface Argument {

  /**
   * What another layer gave.
   *
   * @param layer its name
   * @param node which of its calls, from 0
   * @param output which of its results, from 0
   */
  record Tensor(String layer, int node, int output) implements Argument {}

  /**
   * A number, text or the like.
   *
   * @param json as the file has it
   */
  record Value(JsonNode json) implements Argument {}

  /**
   * A list of arguments.
   *
   * @param all its elements
   */
  record Many(List<Argument> all) implements Argument {}

  /** All tensors in it, first to last. */
  default Stream<Tensor> tensors() {
    if (this instanceof Tensor tensor) {
      return Stream.of(tensor);
    }
    return this instanceof Many many ? many.all().stream().flatMap(Argument::tensors) : Stream.of();
  }
}
