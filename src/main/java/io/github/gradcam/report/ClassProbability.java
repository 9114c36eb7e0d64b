package io.github.gradcam.report;

/**
 * A class with its probability, as it stands in {@code explanations.jsonl}.
 *
 * @param index of the class, from 0
 * @param label name of the class
 * @param probability 0..1; written as null if it is not finite
 */
public record ClassProbability(int index, String label, double probability) {}
