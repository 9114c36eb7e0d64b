package io.github.gradcam.train;

import io.github.gradcam.model.layer.WeightArray;
import java.util.Map;

/**
 * What a training found.
 *
 * @param weights those of the best epoch, by name
 * @param temperature what the logits are to be divided by, fitted on the images held back
 * @param epoch the results of the best epoch
 */
public record TrainedNetwork(
    Map<String, WeightArray> weights, double temperature, EpochResult epoch) {}
