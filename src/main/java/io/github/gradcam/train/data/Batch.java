package io.github.gradcam.train.data;

import java.util.List;

/**
 * Images ready for the network.
 *
 * @param values what the network takes, one image after the other: uint8 RGB pixels
 *     [size][height][width][3], or what is kept of images at a cut; owned by the receiver
 * @param labels the class index of each image, {@link Example#UNLABELLED} where it has none
 * @param examples where each image came from
 * @param size the number of images
 */
@SuppressWarnings("ArrayRecordComponent") // handed on to the network, never compared
public record Batch(byte[] values, int[] labels, List<Example> examples, int size) {}
