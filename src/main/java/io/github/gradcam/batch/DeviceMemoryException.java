package io.github.gradcam.batch;

final class DeviceMemoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;
}
