package io.github.gradcam.train.data;

/**
 * An image that could not be read and is left out.
 *
 * @param path the file, as {@link Example#path()}
 * @param reason why it could not be read
 */
public record Skipped(String path, String reason) {}
