package io.github.gradcam.evaluate.groups;

import org.jspecify.annotations.Nullable;

/**
 * Images in groups of alike evidence.
 *
 * @param groups the group of each image, by falling size from 0; -1 for an image whose vector is
 *     all zero or not finite
 * @param distances 1 - cosine of each image's vector to its group's centre, 0..2; NaN where it has
 *     no group
 * @param layout [images][2] a place for each image to draw it at, each coordinate within -1..1, so
 *     that joined images lie close: the first two eigenvectors that are not constant, of the random
 *     walk on the graph, whose parts are joined for this; NaN where an image has no group
 * @param eigenvalues the smallest of the graph's symmetric normalised Laplacian, rising from 0: the
 *     largest gap between two tells the number of groups
 * @param components how many parts the graph falls into that no edge joins
 * @param centres where the groups lie, to find those of other images
 * @param stability how stable the groups are; null if that was not asked for, or of fewer than five
 *     images
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Grouping(
    int[] groups,
    float[] distances,
    float[] layout,
    double[] eigenvalues,
    int components,
    GroupCentres centres,
    @Nullable GroupStability stability) {

  /** {@return how many groups there are; 0 if no image has a vector with a direction} */
  public int count() {
    return centres.count();
  }

  /** {@return how many images each group holds} */
  public int[] sizes() {
    int[] sizes = new int[count()];
    for (int group : groups) {
      if (group >= 0) {
        sizes[group]++;
      }
    }
    return sizes;
  }
}
