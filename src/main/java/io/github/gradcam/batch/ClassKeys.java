package io.github.gradcam.batch;

import java.util.List;

final class ClassKeys {
  private ClassKeys() {}

  static List<String> of(List<String> labels) {
    return labels;
  }
}
