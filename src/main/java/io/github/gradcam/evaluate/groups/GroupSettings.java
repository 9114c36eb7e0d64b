package io.github.gradcam.evaluate.groups;

/**
 * How groups are found.
 *
 * @param neighbours how many neighbours an image is joined to; 0 for {@link #neighbours(int)}
 * @param fewest the fewest groups, at least 1: more than 1 forces a division where the eigenvalues
 *     show none
 * @param most the most groups, at least {@code fewest}; exceeded only where the graph falls into
 *     more parts that no edge joins, as each of these is a group
 * @param resamples how often the images are drawn again to tell how stable the groups are; 0 for
 *     not at all
 * @param seed of all that is drawn by chance
 */
public record GroupSettings(int neighbours, int fewest, int most, int resamples, long seed) {

  static final int FEWEST_NEIGHBOURS = 5;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public GroupSettings {
    if (neighbours < 0 || fewest < 1 || most < fewest || resamples < 0) {
      throw new IllegalArgumentException(
          "Expected neighbours and resamples from 0 and groups from 1 up, at most those of most,"
              + " found %d, %d and %d to %d".formatted(neighbours, resamples, fewest, most));
    }
  }

  /**
   * What suits most collections: 1 to 20 groups, 20 resamples.
   *
   * @param seed of all that is drawn by chance
   * @return the settings
   */
  public static GroupSettings of(long seed) {
    return new GroupSettings(0, 1, 20, 20, seed);
  }

  /**
   * Sets the number of neighbours.
   *
   * @param other how many
   * @return these settings with that
   */
  public GroupSettings withNeighbours(int other) {
    return new GroupSettings(other, fewest, most, resamples, seed);
  }

  /**
   * Sets the number of groups.
   *
   * @param from the fewest
   * @param to the most
   * @return these settings with those
   */
  public GroupSettings withGroups(int from, int to) {
    return new GroupSettings(neighbours, from, to, resamples, seed);
  }

  /**
   * Sets the number of resamples.
   *
   * @param other how many
   * @return these settings with that
   */
  public GroupSettings withResamples(int other) {
    return new GroupSettings(neighbours, fewest, most, other, seed);
  }

  /**
   * How many neighbours an image is joined to: as the logarithm of the images, at which the graph
   * of one group just holds together (von Luxburg, "A Tutorial on Spectral Clustering", Statistics
   * and Computing 17, 2007, section 8.2).
   *
   * @param images how many there are
   * @return ln(images), at least 5, unless told otherwise
   */
  int neighbours(int images) {
    int told = neighbours > 0 ? neighbours : (int) Math.round(Math.log(Math.max(images, 1)));
    return neighbours > 0 ? told : Math.max(FEWEST_NEIGHBOURS, told);
  }
}
