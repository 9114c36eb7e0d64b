/**
 * What each op of TensorFlow is in ONNX's operators: a table, and a small class a family. Images
 * and feature maps have their channels first in ONNX, [N, C, h, w], and where that is not what an
 * op asks for, they are moved. Graphs and gradients belong to {@code explain.export.onnx}.
 */
@NullMarked
package io.github.gradcam.explain.export.onnx.op;

import org.jspecify.annotations.NullMarked;
