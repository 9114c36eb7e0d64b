/**
 * ONNX files with an explanation inside: an ONNX file's own graph, untouched, or a frozen graph
 * told in ONNX's operators, and behind it the gradient and the map as standard operators. What each
 * op becomes is told in {@code explain.export.onnx.op}; reading ONNX belongs to {@code
 * model.foreign.onnx}.
 */
@NullMarked
package io.github.gradcam.explain.export.onnx;

import org.jspecify.annotations.NullMarked;
