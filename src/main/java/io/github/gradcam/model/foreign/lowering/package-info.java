/**
 * Ops of other frameworks as ops of TensorFlow with the channels last: values with the order that
 * they are held in, and what several forms of files need alike (padding, pooling, convolutions,
 * activations). Knows no form of file.
 */
@NullMarked
package io.github.gradcam.model.foreign.lowering;

import org.jspecify.annotations.NullMarked;
