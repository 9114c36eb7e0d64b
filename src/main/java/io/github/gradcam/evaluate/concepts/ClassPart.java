package io.github.gradcam.evaluate.concepts;

import io.github.gradcam.evaluate.statistics.Interval;

/**
 * A part of the activations of a class's images, and what it does to their answers.
 *
 * @param direction what it excites, [K], of unit length and at least 0
 * @param drop by how much the class's logit falls without it, mean over the images, in logits
 * @param lost share of the images whose answer is another without it
 * @param peaks [images] the largest amount of it in each, in the unit of the activations
 * @param places [images] at which place that is, row by row
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record ClassPart(
    float[] direction, Interval drop, Interval lost, float[] peaks, int[] places) {}
