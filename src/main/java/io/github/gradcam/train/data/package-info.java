/** Labelled images for training: folders, splits, augmentation, batches. No network is run here. */
@NullMarked
package io.github.gradcam.train.data;

import org.jspecify.annotations.NullMarked;
