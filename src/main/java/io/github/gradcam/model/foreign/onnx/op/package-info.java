/**
 * The operators of ONNX as ops of TensorFlow: one class for operators that are alike, and a table
 * that names them all. Attributes and constants are read here; files and whole graphs in {@code
 * model.foreign.onnx}.
 */
@NullMarked
package io.github.gradcam.model.foreign.onnx.op;

import org.jspecify.annotations.NullMarked;
