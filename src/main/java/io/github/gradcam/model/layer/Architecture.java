package io.github.gradcam.model.layer;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The plan of a network: which layers, in which order. A new one is one small class in the list.
 */
public interface Architecture {

  /** {@return what the command line calls it} */
  String name();

  /** {@return one line for the help text: what it is good for} */
  String description();

  /**
   * Adds the layers.
   *
   * @param network applies and names them
   * @param images normalised images [N, H, W, 3], values around -1..1
   * @param classes how many logits
   * @return the logits [N, classes]
   */
  Operand<TFloat32> logits(Network network, Operand<TFloat32> images, int classes);

  /** {@return the architectures that ship} */
  static List<Architecture> all() {
    return List.of(new Scenes(), new ResNet18());
  }

  /**
   * Finds an architecture by its name.
   *
   * @param name such as {@code resnet18}
   * @return the architecture
   * @throws IllegalArgumentException if there is none of that name; the message lists them
   */
  static Architecture of(String name) {
    return all().stream()
        .filter(architecture -> architecture.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected an architecture of %s, found '%s'"
                        .formatted(all().stream().map(Architecture::name).toList(), name)));
  }
}
