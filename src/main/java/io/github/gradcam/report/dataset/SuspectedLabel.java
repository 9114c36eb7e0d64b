package io.github.gradcam.report.dataset;

/**
 * A label that is likely wrong.
 *
 * @param image place of the image in the report
 * @param suggested index of the class that it more likely has
 * @param probability of that class, 0..1
 * @param labelProbability of the class that it is said to have, 0..1
 */
public record SuspectedLabel(
    int image, int suggested, double probability, double labelProbability) {}
