/**
 * Weights in Keras files, found for each layer, within limits. What a layer does with them is
 * {@code model.keras.layer}.
 */
@NullMarked
package io.github.gradcam.model.keras.weights;

import org.jspecify.annotations.NullMarked;
