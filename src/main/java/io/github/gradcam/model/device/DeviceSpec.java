package io.github.gradcam.model.device;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which devices a user asks for.
 *
 * @param choice the kind of answer
 * @param number of the graphics card, where one is asked for; else 0
 */
public record DeviceSpec(Choice choice, int number) {

  /** What can be asked for. */
  public enum Choice {
    /** The first graphics card, or the processor where there is none. */
    AUTO,
    /** The processor. */
    CPU,
    /** One graphics card. */
    GPU,
    /** Every graphics card. */
    ALL
  }

  private static final Pattern ONE_OF_SEVERAL = Pattern.compile("gpu:(\\d{1,3})");

  /**
   * Reads what a user gives.
   *
   * @param text {@code auto}, {@code cpu}, {@code gpu}, such as {@code gpu:1}, or {@code all}
   * @return the choice
   * @throws IllegalArgumentException if it is none of these
   */
  public static DeviceSpec parse(String text) {
    Matcher numbered = ONE_OF_SEVERAL.matcher(text);
    if (numbered.matches()) {
      return new DeviceSpec(Choice.GPU, Integer.parseInt(numbered.group(1)));
    }
    return new DeviceSpec(
        switch (text) {
          case "auto" -> Choice.AUTO;
          case "cpu" -> Choice.CPU;
          case "gpu" -> Choice.GPU;
          case "all" -> Choice.ALL;
          default ->
              throw new IllegalArgumentException(
                  "Expected a device of auto, cpu, gpu, all or such as gpu:1, found '%s'"
                      .formatted(text));
        },
        0);
  }
}
