/**
 * Models that were trained elsewhere: which form a file has, what it does not say about itself, and
 * how it becomes a {@link io.github.gradcam.model.Classifier} like any other.
 */
@NullMarked
package io.github.gradcam.model.foreign;

import org.jspecify.annotations.NullMarked;
