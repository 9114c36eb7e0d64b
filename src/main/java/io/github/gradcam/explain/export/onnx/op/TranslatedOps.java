package io.github.gradcam.explain.export.onnx.op;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The ops of TensorFlow that ONNX can express, as far as classifiers have them. */
public final class TranslatedOps {

  private static final Map<String, Translation> ALL = all();

  private TranslatedOps() {}

  /**
   * Finds an op.
   *
   * @param type as TensorFlow calls it
   * @return empty where it is not known here what it is in ONNX
   */
  public static Optional<Translation> find(String type) {
    return Optional.ofNullable(ALL.get(type));
  }

  /** {@return the names of all, as TensorFlow calls them} */
  public static Set<String> names() {
    return ALL.keySet();
  }

  private static Map<String, Translation> all() {
    Map<String, Translation> all = new TreeMap<>();
    PointwiseOps.addTo(all);
    WindowOps.addTo(all);
    NormalizationOps.addTo(all);
    MatrixOps.addTo(all);
    ReductionOps.addTo(all);
    ShapeOps.addTo(all);
    SliceOps.addTo(all);
    ResizeOps.addTo(all);
    return Collections.unmodifiableMap(all);
  }
}
