/**
 * Explanations of one network: the graph of activations and gradients, the run that asks it, and
 * what comes out. Each formula is a class of {@code explain.method}; values come in and go out
 * plain.
 */
@NullMarked
package io.github.gradcam.explain;

import org.jspecify.annotations.NullMarked;
