package io.github.gradcam.evaluate.groups;

import java.util.Arrays;

/**
 * The centre of each group: the mean of its images' vectors at unit length, itself at unit length.
 * Images that were not there when the groups were found go to the nearest.
 */
public final class GroupCentres {

  private final float[] centres;
  private final int width;

  private GroupCentres(float[] centres, int width) {
    this.centres = centres;
    this.width = width;
  }

  /**
   * Takes the centres of groups.
   *
   * @param unit [images][width] vectors of unit length
   * @param groups the group of each, 0 to count - 1
   */
  static GroupCentres of(float[] unit, int width, int[] groups, int count) {
    double[] sums = new double[count * width];
    for (int i = 0; i < groups.length; i++) {
      for (int d = 0; d < width; d++) {
        sums[groups[i] * width + d] += unit[i * width + d];
      }
    }
    float[] centres = new float[sums.length];
    for (int from = 0; from < sums.length; from += width) {
      double squares = 0;
      for (int d = from; d < from + width; d++) {
        squares += sums[d] * sums[d];
      }
      double length = Math.sqrt(squares);
      for (int d = from; d < from + width && length > 0; d++) {
        centres[d] = (float) (sums[d] / length);
      }
    }
    return new GroupCentres(centres, width);
  }

  /**
   * Where an image belongs.
   *
   * @param group the nearest group; -1 if the image's vector has no direction
   * @param distance 1 - cosine to its centre, 0..2; NaN if there is no group
   */
  public record Place(int group, float distance) {

    /** Of an image whose vector has no direction. */
    static final Place NONE = new Place(-1, Float.NaN);
  }

  /** {@return how many groups there are} */
  public int count() {
    return centres.length / width;
  }

  /** {@return how many values a vector has} */
  public int width() {
    return width;
  }

  /**
   * The centre of a group.
   *
   * @param group which
   * @return a copy of its vector, of unit length; all zero if its images cancel out
   */
  public float[] centre(int group) {
    return Arrays.copyOfRange(centres, group * width, (group + 1) * width);
  }

  /**
   * Finds the nearest group.
   *
   * @param values holds the vector of an image, of any length
   * @param from where in it the vector begins
   * @return its group and the distance
   */
  public Place nearest(float[] values, int from) {
    Place nearest = Place.NONE;
    double scale = EvidenceVectors.scale(values, from, width);
    for (int group = 0; group < count() && scale > 0; group++) {
      float distance = distance(values, from, scale, group);
      nearest =
          nearest.group < 0 || distance < nearest.distance ? new Place(group, distance) : nearest;
    }
    return nearest;
  }

  /** 1 - cosine to the centre of a group. */
  float distance(float[] values, int from, double scale, int group) {
    double product = 0;
    for (int d = 0; d < width; d++) {
      product += (double) values[from + d] * centres[group * width + d];
    }
    return (float) Math.max(0, Math.min(2, 1 - product * scale));
  }
}
