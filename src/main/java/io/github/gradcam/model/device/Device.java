package io.github.gradcam.model.device;

import java.util.Locale;

/**
 * What computes a network.
 *
 * @param kind processor or graphics card
 * @param number of that kind, from 0, as TensorFlow counts
 */
public record Device(Kind kind, int number) {

  /** The kinds of devices. */
  public enum Kind {
    /** The processor, all its cores together. */
    CPU,
    /** An NVIDIA graphics card. */
    GPU
  }

  /** The processor. */
  public static final Device CPU = new Device(Kind.CPU, 0);

  /**
   * Checks the number.
   *
   * @param kind processor or graphics card
   * @param number of that kind
   * @throws IllegalArgumentException if it is negative
   */
  public Device {
    if (number < 0) {
      throw new IllegalArgumentException("Expected a device number of at least 0, found " + number);
    }
  }

  /**
   * Names a graphics card.
   *
   * @param number from 0
   * @return the device
   */
  public static Device gpu(int number) {
    return new Device(Kind.GPU, number);
  }

  /** The name in a graph, such as {@code /device:GPU:1}. */
  public String graphName() {
    return "/device:" + kind + ":" + number;
  }

  /** Whether TensorFlow takes it for ops that name no device, where there is one of the kind. */
  public boolean first() {
    return number == 0;
  }

  /** {@return the name that users give: {@code cpu}, or such as {@code gpu:0}} */
  @Override
  public String toString() {
    String name = kind.name().toLowerCase(Locale.ROOT);
    return equals(CPU) ? name : name + ":" + number;
  }
}
