/**
 * TensorFlow Lite files: read, their whole numbers made floats, their operators made ops that have
 * gradients.
 */
@NullMarked
package io.github.gradcam.model.foreign.tflite;

import org.jspecify.annotations.NullMarked;
