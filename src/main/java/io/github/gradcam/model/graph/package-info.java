/**
 * Networks as lists of ops: calls inlined, weights made constants, ops replaced by equal ones that
 * are faster or have a gradient, and what is said of a model that cannot be used. Knows nothing of
 * files, pixels or classes.
 */
@NullMarked
package io.github.gradcam.model.graph;

import org.jspecify.annotations.NullMarked;
