package io.github.gradcam.benchmark.peers;

import java.util.Locale;

/** What is measured. */
enum Task {
  /** Pictures in, logits out. */
  FORWARD,
  /** The same with a map of a class for each picture. */
  GRADCAM;

  String command() {
    return name().toLowerCase(Locale.ROOT);
  }
}
