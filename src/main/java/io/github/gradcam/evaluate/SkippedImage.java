package io.github.gradcam.evaluate;

/**
 * A picture that could not be read.
 *
 * @param path where the picture is
 * @param reason why it could not be read
 */
public record SkippedImage(String path, String reason) {}
