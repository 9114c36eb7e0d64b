package io.github.gradcam.explain.map;

/**
 * Where a network looked.
 *
 * @param height rows, those of the network's input
 * @param width columns, those of the network's input
 * @param values [height][width] in one array, row-major, each in 0..1; all 0 where the map is blank
 * @param diagnosis whether it can be read
 */
@SuppressWarnings("ArrayRecordComponent") // drawn and written, never compared
public record Heatmap(int height, int width, float[] values, Diagnosis diagnosis) {}
