/** Explanation methods over activations and gradients, heatmaps and their diagnosis. */
@NullMarked
package io.github.gradcam.explain;

import org.jspecify.annotations.NullMarked;
