/**
 * ONNX files with an explanation inside: a file's own graph, untouched, and behind it the gradient
 * and the map as standard operators. Reading ONNX belongs to {@code model.foreign.onnx}.
 */
@NullMarked
package io.github.gradcam.explain.export.onnx;

import org.jspecify.annotations.NullMarked;
