package io.github.gradcam.benchmark.peers;

import java.util.Locale;

/** What is measured. */
enum Task {
  /** Images in, logits out. */
  FORWARD,
  /** The same with a map of a class for each image. */
  GRADCAM;

  String command() {
    return name().toLowerCase(Locale.ROOT);
  }
}
