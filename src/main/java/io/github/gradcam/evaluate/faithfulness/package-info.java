/**
 * Which explanation to believe: insertion and deletion, ROAD, the grid pointing game, sensitivity
 * and sanity checks of heatmaps, with intervals, the agreement of the measures and a
 * recommendation. Works on answers and maps as plain arrays; what an image shows is not measured
 * here.
 */
@NullMarked
package io.github.gradcam.evaluate.faithfulness;

import org.jspecify.annotations.NullMarked;
