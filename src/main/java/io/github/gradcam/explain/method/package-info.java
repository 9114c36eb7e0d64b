/**
 * The methods, one class a formula, and their table. How a network is asked is {@code explain}; a
 * method sees activations and gradients, or a {@code Probe}.
 */
@NullMarked
package io.github.gradcam.explain.method;

import org.jspecify.annotations.NullMarked;
