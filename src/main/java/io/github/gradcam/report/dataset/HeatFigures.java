package io.github.gradcam.report.dataset;

/**
 * A heatmap in a few numbers, as in the columns {@code heat_...} of {@code batch}; NaN for one that
 * is not known.
 *
 * @param peak the strongest evidence before it is scaled, in the method's own unit
 * @param energy mean of the heatmap, 0..1
 * @param x centre of mass, 0 at the left edge, 1 at the right
 * @param y centre of mass, 0 at the top, 1 at the bottom
 * @param border share of the heat in the outermost tenth on each side, 0..1
 */
public record HeatFigures(float peak, float energy, float x, float y, float border) {}
