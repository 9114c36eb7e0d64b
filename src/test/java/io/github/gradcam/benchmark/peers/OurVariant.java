package io.github.gradcam.benchmark.peers;

import io.github.gradcam.model.kernel.Precision;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A way in which this project computes: the settings of its process, all in this place. */
enum OurVariant {
  /** What the program chooses on this processor. */
  AUTO(Map.of("GRADCAM_KERNELS", "auto"), Precision.FLOAT32),
  /** TensorFlow as it comes. */
  ONEDNN(Map.of("GRADCAM_KERNELS", "onednn"), Precision.FLOAT32),
  /** TensorFlow's own kernels. */
  EIGEN(Map.of("GRADCAM_KERNELS", "eigen"), Precision.FLOAT32),
  /** TensorFlow's compiler. */
  XLA(
      Map.of(
          "GRADCAM_KERNELS",
          "eigen",
          "TF_XLA_FLAGS",
          "--tf_xla_auto_jit=2 --tf_xla_cpu_global_jit"),
      Precision.FLOAT32),
  /** bfloat16 where the processor has it. */
  MIXED(Map.of("GRADCAM_KERNELS", "onednn"), Precision.MIXED),
  /** What the program makes of the ONNX file, as it chooses on this processor. */
  ONNX(Map.of("GRADCAM_KERNELS", "auto"), Precision.FLOAT32);

  /** Of what is compared, relative to its peak. */
  private static final double EXACT = 1e-3;

  /** Numbers of 16 bits have two to three digits. */
  private static final double COARSE = 5e-2;

  @SuppressWarnings("ImmutableEnumChecker") // made by Map.of
  private final Map<String, String> environment;

  private final Precision precision;

  OurVariant(Map<String, String> environment, Precision precision) {
    this.environment = environment;
    this.precision = precision;
  }

  static OurVariant of(String name) {
    return Arrays.stream(values())
        .filter(variant -> variant.text().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected --ours of %s, found '%s'"
                        .formatted(
                            Arrays.stream(values())
                                .map(OurVariant::text)
                                .collect(Collectors.joining(", ")),
                            name)));
  }

  Map<String, String> environment() {
    return environment;
  }

  /** What the process runs. */
  PeerProgram.Kind program() {
    return this == ONNX ? PeerProgram.Kind.OURS_ONNX : PeerProgram.Kind.OURS;
  }

  Precision precision() {
    return precision;
  }

  /** How far its numbers may be from those of others. */
  double tolerance() {
    return precision == Precision.FLOAT32 ? EXACT : COARSE;
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
