/**
 * Comparisons that developers make: batches, videos, methods and training, each against the bare
 * work it is made of. What users ask of their machine is {@code gradcam bench}.
 */
@NullMarked
package io.github.gradcam.benchmark;

import org.jspecify.annotations.NullMarked;
