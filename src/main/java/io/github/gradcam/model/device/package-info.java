/**
 * Processors, graphics cards, their drivers, and precisions. Whether kernels are right is checked
 * in {@code model.kernel}.
 */
@NullMarked
package io.github.gradcam.model.device;

import org.jspecify.annotations.NullMarked;
