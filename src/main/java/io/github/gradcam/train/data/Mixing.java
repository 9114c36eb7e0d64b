package io.github.gradcam.train.data;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Mixes images of a batch and their targets in pairs, so that the network learns from more than one
 * part of an image: CutMix (Yun et al., ICCV 2019, arXiv:1905.04899) pastes a rectangle, mixup
 * (Zhang et al., ICLR 2018, arXiv:1710.09412) blends.
 *
 * @param cutMix the share of batches that CutMix changes, 0..1
 * @param mixUp the share of batches that mixup changes, 0..1; both together at most 1
 */
public record Mixing(double cutMix, double mixUp) {

  /** Leaves every image as it is. */
  public static final Mixing NONE = new Mixing(0, 0);

  private static final long PURPOSE = 0x6d6978;

  /**
   * Checks the shares.
   *
   * @throws IllegalArgumentException if a share is outside 0..1 or both add to more than 1
   */
  public Mixing {
    if (!(cutMix >= 0 && mixUp >= 0 && cutMix + mixUp <= 1)) {
      throw new IllegalArgumentException(
          "Expected shares of CutMix and mixup of 0 to 1 in all, found %s and %s"
              .formatted(cutMix, mixUp));
    }
  }

  /**
   * Mixes a batch in place.
   *
   * @param batch the images, [N, size, size, 3]
   * @param size rows and columns of an image
   * @param targets one row of class probabilities an image, changed in place
   * @param seed with the place in the training decides every choice
   * @param place epoch and step
   */
  public void apply(Batch batch, int size, float[][] targets, long seed, long... place) {
    SplittableRandom random = new SplittableRandom(Seed.of(Seed.of(seed, place), PURPOSE));
    double choice = random.nextDouble();
    if (choice >= cutMix + mixUp || batch.size() < 2) {
      return;
    }
    byte[] other = batch.values().clone();
    int shift = 1 + random.nextInt(batch.size() - 1);
    double kept =
        choice < cutMix
            ? paste(batch.values(), other, size, shift, random)
            : blend(batch.values(), other, size, shift, random);
    mixTargets(targets, shift, (float) kept);
  }

  /** The rectangle's area is uniform in 0..1; it is cut off at the image's border. */
  private static double paste(
      byte[] pixels, byte[] other, int size, int shift, RandomGenerator random) {
    double half = Math.sqrt(random.nextDouble()) * size / 2;
    int centreX = random.nextInt(size);
    int centreY = random.nextInt(size);
    int left = (int) Math.max(0, Math.round(centreX - half));
    int right = (int) Math.min(size, Math.round(centreX + half));
    int top = (int) Math.max(0, Math.round(centreY - half));
    int bottom = (int) Math.min(size, Math.round(centreY + half));
    int picture = size * size * 3;
    int pictures = pixels.length / picture;
    for (int i = 0; i < pictures; i++) {
      int from = (i + shift) % pictures * picture;
      for (int y = top; y < bottom; y++) {
        int start = (y * size + left) * 3;
        System.arraycopy(other, from + start, pixels, i * picture + start, (right - left) * 3);
      }
    }
    return 1 - (double) (right - left) * (bottom - top) / (size * size);
  }

  /** The share kept is uniform in 0..1. */
  private static double blend(
      byte[] pixels, byte[] other, int size, int shift, RandomGenerator random) {
    double kept = random.nextDouble();
    int share = (int) Math.round(kept * 256);
    int offset = shift * size * size * 3;
    for (int i = 0; i < pixels.length; i++) {
      int partner = other[(i + offset) % pixels.length] & 0xff;
      pixels[i] = (byte) (((other[i] & 0xff) * share + partner * (256 - share) + 128) >> 8);
    }
    return share / 256.0;
  }

  private static void mixTargets(float[][] targets, int shift, float kept) {
    float[][] before = targets.clone();
    for (int i = 0; i < targets.length; i++) {
      float[] own = before[i];
      float[] partner = before[(i + shift) % targets.length];
      targets[i] = new float[own.length];
      for (int c = 0; c < own.length; c++) {
        targets[i][c] = kept * own[c] + (1 - kept) * partner[c];
      }
    }
  }
}
