/**
 * ONNX files: read, their ends found, their nodes made a graph of TensorFlow with the channels
 * last. What each operator becomes is told in {@code model.foreign.onnx.op}.
 */
@NullMarked
package io.github.gradcam.model.foreign.onnx;

import org.jspecify.annotations.NullMarked;
