/**
 * The training loop: plans, steps, validation, checkpoints. Images come from {@code train.data};
 * features kept for transfer are in {@code train.transfer}.
 */
@NullMarked
package io.github.gradcam.train;

import org.jspecify.annotations.NullMarked;
