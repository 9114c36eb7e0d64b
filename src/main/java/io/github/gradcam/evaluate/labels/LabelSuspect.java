package io.github.gradcam.evaluate.labels;

/**
 * An image whose label is likely wrong.
 *
 * @param image its index
 * @param given the label it has
 * @param suggested the class that is most probable instead, by the network
 * @param margin p(given) - p(suggested), -1..0: the lower, the more likely wrong
 */
public record LabelSuspect(int image, int given, int suggested, double margin) {}
