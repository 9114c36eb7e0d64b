package io.github.gradcam.evaluate.labels;

/**
 * Two images that are copies of one.
 *
 * @param first the index of one
 * @param second that of the other, higher
 * @param correlation of their thumbnails, up to 1
 * @param bits by how many of 64 bits their perceptual hashes differ
 */
public record DuplicatePair(int first, int second, double correlation, int bits) {}
