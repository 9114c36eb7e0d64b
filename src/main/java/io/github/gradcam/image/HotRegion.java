package io.github.gradcam.image;

/**
 * A connected region of an image where the heatmap is hot; pixels that touch at a corner belong
 * together.
 *
 * @param polygonX columns of the corners of its outer edge, through the centres of its outermost
 *     pixels; a region of a single pixel has one corner
 * @param polygonY rows of these corners, in the same order
 * @param x left column of its bounding box
 * @param y top row of its bounding box
 * @param width columns of its bounding box, at least 1
 * @param height rows of its bounding box, at least 1
 * @param area how many pixels of the image it has, without its holes
 * @param peak the highest value in it, 0..1
 * @param meanHeat the mean of its values, 0..1
 */
@SuppressWarnings("ArrayRecordComponent") // corners are handed on, never compared
public record HotRegion(
    int[] polygonX,
    int[] polygonY,
    int x,
    int y,
    int width,
    int height,
    long area,
    float peak,
    float meanHeat) {}
