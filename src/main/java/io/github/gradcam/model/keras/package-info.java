/** Keras files ({@code .keras}, {@code .h5}), read and built on the JVM. */
@NullMarked
package io.github.gradcam.model.keras;

import org.jspecify.annotations.NullMarked;
