package io.github.gradcam.report.dataset;

/**
 * Where a thumbnail lies in the sheets.
 *
 * @param sheet which of them, from 0
 * @param x left edge in the sheet, pixels
 * @param y top edge, pixels
 * @param width columns of the thumbnail, at most {@link #SIDE}
 * @param height rows, at most {@link #SIDE}
 */
public record ThumbnailCell(int sheet, int x, int y, int width, int height) {

  /** Side of a cell, pixels: a thumbnail fits into it, with the shape of its image. */
  public static final int SIDE = 96;
}
