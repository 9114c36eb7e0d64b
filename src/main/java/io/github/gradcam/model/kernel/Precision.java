package io.github.gradcam.model.kernel;

import java.util.Locale;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.proto.RewriterConfig.Toggle;

/** How exactly the network computes. */
public enum Precision {
  /** 32-bit floating point throughout. */
  FLOAT32,
  /**
   * Convolutions and matrix products in 16 bits (bfloat16 on a CPU that has it, float16 on a GPU),
   * the rest in 32. Weights stay in 32 bits.
   */
  MIXED;

  /**
   * Finds a precision by name.
   *
   * @param name {@code float32} or {@code mixed}
   * @return the precision
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Precision of(String name) {
    for (Precision precision : values()) {
      if (precision.text().equals(name)) {
        return precision;
      }
    }
    throw new IllegalArgumentException(
        "Expected a precision of float32 or mixed, found '" + name + "'");
  }

  /** {@return the name that users give: {@code float32} or {@code mixed}} */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Grappler's automatic mixed precision, turned on or left off.
   *
   * @return settings of the graph's rewriting
   */
  public RewriterConfig rewriter() {
    RewriterConfig.Builder rewriter = RewriterConfig.newBuilder();
    if (this == MIXED) {
      rewriter.setAutoMixedPrecisionOnednnBfloat16(Toggle.ON).setAutoMixedPrecision(Toggle.ON);
    }
    return rewriter.build();
  }
}
