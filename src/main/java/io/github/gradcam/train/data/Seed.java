package io.github.gradcam.train.data;

/** Derives independent seeds, so that a random choice depends on what it is for and not on when. */
public final class Seed {

  private Seed() {}

  /**
   * Mixes a seed with the numbers of a place, such as an epoch and an image.
   *
   * @param seed the seed of the run
   * @param place what tells this choice from others
   * @return a seed that differs in about half of its bits for any other place
   */
  public static long of(long seed, long... place) {
    long mixed = scramble(seed);
    for (long number : place) {
      mixed = scramble(mixed ^ (number + 0x9E3779B97F4A7C15L));
    }
    return mixed;
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
  private static long scramble(long z) {
    long x = z + 0x9E3779B97F4A7C15L;
    x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }
}
