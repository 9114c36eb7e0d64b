package io.github.gradcam.evaluate;

import io.github.gradcam.image.RgbImage;
import java.util.BitSet;

/** The imputation solved by elimination: one equation a pixel, known ones included. */
public final class DenseImputation {

  private DenseImputation() {}

  /** The exact value of each colour and pixel, before rounding: [3][pixels]. */
  public static double[][] solve(RgbImage photo, BitSet removed) {
    int n = photo.width() * photo.height();
    double[][] a = new double[n][n + 3];
    for (int i = 0; i < n; i++) {
      if (removed.get(i)) {
        equation(a[i], i, photo.width(), photo.height());
      } else {
        a[i][i] = 1;
        for (int colour = 0; colour < 3; colour++) {
          a[i][n + colour] = photo.pixels()[i * 3 + colour] & 0xff;
        }
      }
    }
    eliminate(a, n);
    double[][] values = new double[3][n];
    for (int i = 0; i < n; i++) {
      for (int colour = 0; colour < 3; colour++) {
        values[colour][i] = a[i][n + colour] / a[i][i];
      }
    }
    return values;
  }

  private static void equation(double[] row, int i, int width, int height) {
    for (int j = 0; j < width * height; j++) {
      int down = Math.abs(j / width - i / width);
      int on = Math.abs(j % width - i % width);
      if (j != i && down <= 1 && on <= 1) {
        double weight = down + on == 1 ? 1.0 / 6 : 1.0 / 12;
        row[i] += weight;
        row[j] = -weight;
      }
    }
  }

  /** Gauss and Jordan; the diagonal dominates, so no pivot is sought. */
  private static void eliminate(double[][] a, int n) {
    for (int pivot = 0; pivot < n; pivot++) {
      for (int row = 0; row < n; row++) {
        double factor = row == pivot ? 0 : a[row][pivot] / a[pivot][pivot];
        for (int column = pivot; factor != 0 && column < n + 3; column++) {
          a[row][column] -= factor * a[pivot][column];
        }
      }
    }
  }
}
