/**
 * Layers and functions of Keras as ops of the graph, one reader a family. Files are opened in
 * {@code model.keras}.
 */
@NullMarked
package io.github.gradcam.model.keras.layer;

import org.jspecify.annotations.NullMarked;
