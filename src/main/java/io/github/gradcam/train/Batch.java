package io.github.gradcam.train;

import java.util.List;

/**
 * Images ready for the network.
 *
 * @param pixels uint8 RGB values in the order [size][height][width][3]; owned by the receiver
 * @param labels the class index of each image, {@link Example#UNLABELLED} where it has none
 * @param examples where each image came from
 * @param size the number of images
 */
@SuppressWarnings("ArrayRecordComponent") // handed on to the network, never compared
public record Batch(byte[] pixels, int[] labels, List<Example> examples, int size) {}
