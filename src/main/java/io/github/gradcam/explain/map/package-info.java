/**
 * Heatmaps as values: signed maps, scaling, their strength, their hottest parts, and a diagnosis of
 * what is odd. Nothing here runs a network.
 */
@NullMarked
package io.github.gradcam.explain.map;

import org.jspecify.annotations.NullMarked;
