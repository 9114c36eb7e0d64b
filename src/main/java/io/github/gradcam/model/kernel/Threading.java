package io.github.gradcam.model.kernel;

import java.util.Map;

/** How runs of networks share the processors. A process has one way for its whole life. */
public enum Threading {
  /** Each run uses all processors: it ends soonest. */
  TOGETHER(Map.of()),
  /**
   * Each run uses one processor, in the thread that asks, and as many are asked for at once: they
   * never wait for each other.
   */
  APART(Map.of("TF_NUM_INTRAOP_THREADS", "1", "TF_NUM_INTEROP_THREADS", "-1"));

  /** Each holds the activations of a batch. */
  private static final int MOST_RUNS = 16;

  @SuppressWarnings("ImmutableEnumChecker") // made by Map.of
  private final Map<String, String> environment;

  Threading(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * How many runs keep the processors at work.
   *
   * @param together the number where each uses all of them
   * @return as many as there are processors, but no more than 16, where each uses one
   */
  public int runs(int together) {
    return this == APART
        ? Math.min(MOST_RUNS, Runtime.getRuntime().availableProcessors())
        : together;
  }

  /**
   * Says it for people.
   *
   * @return a phrase
   */
  public String text() {
    return this == APART ? "one processor a run" : "all processors for each run";
  }

  /** What TensorFlow reads when its library is loaded, by variable. */
  Map<String, String> environment() {
    return environment;
  }

  /** Whether a user said how many threads TensorFlow has. */
  static boolean isGiven() {
    return APART.environment.keySet().stream().anyMatch(name -> System.getenv(name) != null);
  }
}
