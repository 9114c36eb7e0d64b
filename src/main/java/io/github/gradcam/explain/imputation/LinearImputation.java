package io.github.gradcam.explain.imputation;

import io.github.gradcam.image.RgbImage;
import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * Fills in removed pixels so that their place cannot be told from the result: each becomes the
 * weighted mean of its neighbours, whether these are known or removed too, plus a little noise.
 *
 * <p>Rong et al., "A Consistent and Efficient Evaluation Strategy for Attribution Methods", ICML
 * 2022 (arXiv:2202.00449), section 5. For every removed pixel i, with w_ij = {@code 1/6} for the 4
 * direct neighbours j and {@code 1/12} for the 4 diagonal ones, as many as lie in the image:
 *
 * <pre>sum over j of w_ij (x_i - x_j) = 0</pre>
 *
 * <p>The system is solved to within one grey level.
 */
public final class LinearImputation {

  /** Standard deviation of the noise in grey levels: 0.01 of the range. */
  public static final double NOISE = 2.55;

  private static final float DIRECT = 1 / 6f;
  private static final float DIAGONAL = 1 / 12f;
  private static final float TOLERANCE = 0.25f;

  private final RgbImage photo;
  private final BitSet removed;
  private final StencilMatrix matrix;
  private final float[] right;

  private LinearImputation(RgbImage photo, BitSet removed) {
    this.photo = photo;
    this.removed = removed;
    matrix = new StencilMatrix(photo.width(), photo.height(), removed);
    right = matrix.vector();
  }

  /**
   * Fills in pixels.
   *
   * @param photo the image
   * @param removed the pixels to fill in, counted row by row; not all of them
   * @param noise standard deviation of the noise in grey levels, 0 for none
   * @param seed of the noise
   * @return the image with those pixels replaced, rounded and held in 0..255
   * @throws IllegalArgumentException if no pixel is left to fill in from, or one is not in the
   *     image
   */
  public static RgbImage of(RgbImage photo, BitSet removed, double noise, long seed) {
    int pixels = photo.width() * photo.height();
    if (removed.length() > pixels || removed.cardinality() == pixels) {
      throw new IllegalArgumentException(
          "Expected fewer than %d pixels below %d to fill in, found %d up to %d"
              .formatted(pixels, pixels, removed.cardinality(), removed.length() - 1));
    }
    return new LinearImputation(photo, removed).filled(noise, seed);
  }

  private RgbImage filled(double noise, long seed) {
    for (int k = 0; k < matrix.unknowns(); k++) {
      assemble(k);
    }
    float[] solution = matrix.vector();
    startFromMean(solution);
    ConjugateGradient.solve(matrix, right, solution, TOLERANCE);
    byte[] pixels = photo.pixels().clone();
    SplittableRandom random = new SplittableRandom(seed);
    for (int k = 0; k < matrix.unknowns(); k++) {
      int at = place(matrix.row(k), matrix.column(k));
      for (int colour = 0; colour < RgbImage.CHANNELS; colour++) {
        double value = solution[matrix.at(k) + colour] + noise * random.nextGaussian();
        pixels[at + colour] = (byte) Math.round(Math.max(0, Math.min(255, value)));
      }
    }
    return new RgbImage(photo.width(), photo.height(), pixels);
  }

  /** The equation of one removed pixel. */
  private void assemble(int k) {
    for (int down = -1; down <= 1; down++) {
      for (int on = -1; on <= 1; on++) {
        int row = matrix.row(k) + down;
        int column = matrix.column(k) + on;
        boolean inside = row >= 0 && column >= 0 && row < photo.height() && column < photo.width();
        if (inside && (down != 0 || on != 0)) {
          float weight = down == 0 || on == 0 ? DIRECT : DIAGONAL;
          matrix.add(k, 0, 0, weight);
          tie(k, down, on, weight);
        }
      }
    }
  }

  private void tie(int k, int down, int on, float weight) {
    int row = matrix.row(k) + down;
    int column = matrix.column(k) + on;
    if (removed.get(row * photo.width() + column)) {
      matrix.add(k, down, on, -weight);
      return;
    }
    int at = place(row, column);
    for (int colour = 0; colour < RgbImage.CHANNELS; colour++) {
      right[matrix.at(k) + colour] += weight * (photo.pixels()[at + colour] & 0xff);
    }
  }

  private void startFromMean(float[] solution) {
    float[] mean = new float[RgbImage.CHANNELS];
    int kept = photo.width() * photo.height() - removed.cardinality();
    for (int i = 0; i < photo.pixels().length; i++) {
      if (!removed.get(i / RgbImage.CHANNELS)) {
        mean[i % RgbImage.CHANNELS] += (photo.pixels()[i] & 0xff) / (float) kept;
      }
    }
    for (int k = 0; k < matrix.unknowns(); k++) {
      System.arraycopy(mean, 0, solution, matrix.at(k), RgbImage.CHANNELS);
    }
  }

  private int place(int row, int column) {
    return (row * photo.width() + column) * RgbImage.CHANNELS;
  }
}
