package io.github.gradcam.model;

import org.tensorflow.exceptions.TFResourceExhaustedException;

/** A device without memory, for tests of what becomes of that. */
public final class ExhaustedDevice {

  private ExhaustedDevice() {}

  /** What it throws. */
  public static DeviceMemoryException failure() {
    return new DeviceMemoryException(new TFResourceExhaustedException("OOM when allocating"));
  }
}
