package io.github.gradcam.report;

/**
 * One class and how likely the classifier finds it.
 *
 * @param label name of the class
 * @param probability 0..1
 * @param target whether the heatmap explains this class
 */
public record Bar(String label, double probability, boolean target) {}
