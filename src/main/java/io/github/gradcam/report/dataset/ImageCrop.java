package io.github.gradcam.report.dataset;

/**
 * A part of an image.
 *
 * @param image place of the image in the report
 * @param thumbnail where the crop lies in the sheets
 */
public record ImageCrop(int image, ThumbnailCell thumbnail) {}
