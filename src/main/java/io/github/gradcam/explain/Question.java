package io.github.gradcam.explain;

import org.tensorflow.Output;

/**
 * A batch put before the network.
 *
 * @param at where it is fed: the classifier's pictures, its input or later activations
 * @param batch the values fed there
 * @param variant what was done to the pictures
 */
record Question(Output<?> at, Rows batch, Smoothing.Variant variant) {}
