package io.github.gradcam.model.device;

/**
 * A device that this process can use.
 *
 * @param device which
 * @param memory the bytes that TensorFlow may take of a graphics card; 0 for the processor, which
 *     has all of the machine's
 * @param name what its maker calls it, as far as the system tells
 */
public record FoundDevice(Device device, long memory, String name) {}
