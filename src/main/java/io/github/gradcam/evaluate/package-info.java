/** Accuracy, confusion and calibration of a classifier, and faithfulness of its heatmaps. */
@NullMarked
package io.github.gradcam.evaluate;

import org.jspecify.annotations.NullMarked;
