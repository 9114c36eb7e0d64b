/**
 * Which of TensorFlow's kernels are right on this processor, and which of those are fast: tried
 * against plain loops before they are trusted. What a network computes with them lives elsewhere.
 */
@NullMarked
package io.github.gradcam.model.kernel;

import org.jspecify.annotations.NullMarked;
