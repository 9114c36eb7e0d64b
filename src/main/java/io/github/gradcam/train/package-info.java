/** Data sets, augmentation, the training loop, checkpoints and export. */
@NullMarked
package io.github.gradcam.train;

import org.jspecify.annotations.NullMarked;
