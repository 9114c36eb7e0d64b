/**
 * Which explanation to believe: insertion and deletion, ROAD, sensitivity and sanity checks of
 * heatmaps, with intervals and a recommendation. Works on answers and maps as plain arrays; what an
 * image shows is not measured here.
 */
@NullMarked
package io.github.gradcam.evaluate.faithfulness;

import org.jspecify.annotations.NullMarked;
