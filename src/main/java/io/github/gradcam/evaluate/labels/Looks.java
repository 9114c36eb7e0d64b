package io.github.gradcam.evaluate.labels;

/**
 * What copies of an image have in common: its thumbnail, with what is taken of it to compare.
 *
 * @param grey the thumbnail's values
 * @param mean of these
 * @param deviation of these
 * @param hash 64 bits; 0 of an image without contrast, whose bits would be noise
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Looks(float[] grey, double mean, double deviation, long hash) {

  /** Images that deviate by less have no contrast: a level of 256. */
  private static final double FLAT = 1;

  static Looks of(GreyThumbnail thumbnail) {
    float[] grey = thumbnail.grey();
    double sum = 0;
    for (float value : grey) {
      sum += value;
    }
    double mean = sum / grey.length;
    double squares = 0;
    for (float value : grey) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(squares / grey.length);
    return new Looks(grey, mean, deviation, deviation < FLAT ? 0 : PerceptualHash.of(thumbnail));
  }

  /** Pearson's correlation; of two images without contrast, 1 if they are of the same grey. */
  double correlation(Looks other) {
    if (deviation < FLAT || other.deviation < FLAT) {
      boolean bothFlat = deviation < FLAT && other.deviation < FLAT;
      return bothFlat && Math.abs(mean - other.mean) < FLAT ? 1 : 0;
    }
    double sum = 0;
    for (int i = 0; i < grey.length; i++) {
      sum += (grey[i] - mean) * (other.grey[i] - other.mean);
    }
    return sum / grey.length / (deviation * other.deviation);
  }

  /** By how many of 64 bits the hashes differ. */
  int bits(Looks other) {
    return Long.bitCount(hash ^ other.hash);
  }
}
