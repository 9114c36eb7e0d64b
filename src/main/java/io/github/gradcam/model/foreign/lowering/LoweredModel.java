package io.github.gradcam.model.foreign.lowering;

import io.github.gradcam.model.graph.FlatNetwork;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file of another framework holds.
 *
 * @param network its nodes as ops of TensorFlow
 * @param labels of the classes, as the file has them; empty where it has none
 * @param preprocess what is done with the pixels, as the file says; null where it does not
 * @param notes what people should know of the file
 */
public record LoweredModel(
    FlatNetwork network, List<String> labels, @Nullable String preprocess, List<String> notes) {}
