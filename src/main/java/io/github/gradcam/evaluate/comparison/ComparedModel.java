package io.github.gradcam.evaluate.comparison;

/**
 * One of two models that are compared.
 *
 * @param model its path
 * @param digest SHA-256 of the network's files
 * @param computedBy precision, kernels and processor, or the card
 * @param inputSize rows and columns of its images
 * @param layer where its maps come from
 * @param mapHeight rows of the layer
 * @param mapWidth columns of the layer
 */
public record ComparedModel(
    String model,
    String digest,
    String computedBy,
    int inputSize,
    String layer,
    int mapHeight,
    int mapWidth) {}
