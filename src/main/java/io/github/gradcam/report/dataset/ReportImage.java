package io.github.gradcam.report.dataset;

import org.jspecify.annotations.Nullable;

/**
 * An image of the data set. Other records name it by its place in {@link DataSetReport#images}.
 *
 * @param path where it is: an absolute path, or {@code ARCHIVE!/ENTRY} in an archive
 * @param label index of the class that it is said to have, or {@link #UNKNOWN}
 * @param answer index of the likeliest class
 * @param probability of the answer, 0..1, or NaN where it is no finite number
 * @param diagnosis {@code ok}, or {@code CODE} or {@code CODE: sentence} for why the map says
 *     little
 * @param x place from left to right in the scatter by evidence, in any unit; NaN if it has none
 * @param y place from bottom to top
 * @param heat the heatmap in numbers; null if there are none
 * @param map the heatmap; null if there is none
 * @param thumbnail where its thumbnail lies; null if it has none
 * @param split name of the part of the data set that it is in, such as {@code train}; null if there
 *     is one only
 */
public record ReportImage(
    String path,
    int label,
    int answer,
    float probability,
    String diagnosis,
    float x,
    float y,
    @Nullable HeatFigures heat,
    @Nullable EvidenceMap map,
    @Nullable ThumbnailCell thumbnail,
    @Nullable String split) {

  /** The label of an image that has none. */
  public static final int UNKNOWN = -1;

  /** The diagnosis of a map that there is nothing to say of. */
  public static final String OK = "ok";

  /** {@return whether the label is known and is not the answer} */
  public boolean wrong() {
    return label != UNKNOWN && label != answer;
  }
}
