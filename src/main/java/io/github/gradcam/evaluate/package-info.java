/** Accuracy, confusion and calibration of a classifier. */
@NullMarked
package io.github.gradcam.evaluate;

import org.jspecify.annotations.NullMarked;
