package io.github.gradcam.model.device;

import java.util.Optional;

/** One thing that TensorFlow needs to use a graphics card. */
interface GpuCheck {

  /**
   * Looks for it.
   *
   * @param host the machine
   * @return what was expected, what was found and what to do; nothing where all is well
   */
  Optional<String> objection(Host host);
}
