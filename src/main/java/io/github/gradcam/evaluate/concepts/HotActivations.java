package io.github.gradcam.evaluate.concepts;

import java.util.BitSet;

/**
 * The activations of an image, and where its map is hot.
 *
 * @param values A, [places * K], place by place
 * @param hot the places at which the map is hot
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record HotActivations(float[] values, BitSet hot) {}
