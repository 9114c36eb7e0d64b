/**
 * Keras-style layers, the architectures made of them, and how pixels become their input. Files and
 * sessions belong to {@code model}.
 */
@NullMarked
package io.github.gradcam.model.layer;

import org.jspecify.annotations.NullMarked;
