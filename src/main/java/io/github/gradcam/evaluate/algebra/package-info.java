/**
 * Linear algebra on plain arrays that several evaluations share. Only what they take: large
 * products are the network's, and stay in TensorFlow.
 */
@NullMarked
package io.github.gradcam.evaluate.algebra;

import org.jspecify.annotations.NullMarked;
