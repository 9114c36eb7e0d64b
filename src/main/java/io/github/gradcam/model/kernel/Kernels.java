package io.github.gradcam.model.kernel;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which implementation of convolutions and products TensorFlow uses on the processor. A process has
 * one for its whole life: TensorFlow decides when its library is loaded.
 */
public enum Kernels {
  /** Intel's oneDNN, which also computes in bfloat16. */
  ONEDNN("1"),
  /** TensorFlow's own, on the library Eigen. */
  EIGEN("0");

  /** The variable of the environment that TensorFlow reads when its library is loaded. */
  static final String VARIABLE = "TF_ENABLE_ONEDNN_OPTS";

  /**
   * Lets TensorFlow keep the memory of tensors. Without it the C library gives large blocks back
   * and asks for them again at each run, which can take as long as the run. oneDNN keeps memory
   * anyway.
   */
  private static final String KEEPING = "TF_CPU_ALLOCATOR_USE_BFC";

  private final String value;

  Kernels(String value) {
    this.value = value;
  }

  /** What the variable has to hold. */
  String value() {
    return value;
  }

  /**
   * What TensorFlow reads when its library is loaded.
   *
   * @param threading of its runs
   * @return values by variable; what the environment says of memory and threads stays
   */
  Map<String, String> environment(Threading threading) {
    Map<String, String> environment = new TreeMap<>(threading.environment());
    environment.put(KEEPING, "true");
    environment.keySet().removeAll(System.getenv().keySet());
    environment.put(VARIABLE, value);
    return environment;
  }

  /**
   * Finds kernels by name.
   *
   * @param name {@code onednn} or {@code eigen}
   * @return the kernels
   * @throws IllegalArgumentException if there are none of that name
   */
  public static Kernels of(String name) {
    return Arrays.stream(values())
        .filter(each -> each.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected kernels of auto, %s, found '%s'".formatted(names(), name)));
  }

  /** The name that users give. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static String names() {
    return Arrays.stream(values()).map(Kernels::toString).collect(Collectors.joining(", "));
  }
}
