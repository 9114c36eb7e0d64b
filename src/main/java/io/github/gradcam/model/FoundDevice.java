package io.github.gradcam.model;

/**
 * A device that this process can use.
 *
 * @param device which
 * @param memory the bytes that TensorFlow may take of it
 */
public record FoundDevice(Device device, long memory) {}
