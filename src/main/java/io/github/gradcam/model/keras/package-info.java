/**
 * Keras files ({@code .keras}, {@code .h5}) opened and built on the JVM. Settings are read in
 * {@code model.keras.config}, weights in {@code model.keras.weights}, layers built in {@code
 * model.keras.layer}.
 */
@NullMarked
package io.github.gradcam.model.keras;

import org.jspecify.annotations.NullMarked;
