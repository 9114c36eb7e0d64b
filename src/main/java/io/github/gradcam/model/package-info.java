/**
 * A classifier: a network with names of its layers, labels, preprocessing, and a session that runs
 * it. Built in {@code model.layer}, read from elsewhere in {@code model.foreign} and {@code
 * model.keras}.
 */
@NullMarked
package io.github.gradcam.model;

import org.jspecify.annotations.NullMarked;
