/**
 * Accuracy, confusion and calibration of a classifier over labelled images. Heatmaps are measured
 * in {@code evaluate.faithfulness}.
 */
@NullMarked
package io.github.gradcam.evaluate;

import org.jspecify.annotations.NullMarked;
