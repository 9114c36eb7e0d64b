/** Keras-style layers, architectures, and the classifier made of them. */
@NullMarked
package io.github.gradcam.model;

import org.jspecify.annotations.NullMarked;
