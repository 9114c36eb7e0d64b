package io.github.gradcam.explain.imputation;

import io.github.gradcam.image.RgbImage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An approximate inverse of a {@link StencilMatrix} that costs a few multiplications: one V-cycle
 * over ever coarser blocks of pixels. It is symmetric and positive, as {@link ConjugateGradient}
 * needs it.
 *
 * <p>A block of 2 x 2 pixels that share a value is too stiff for a smooth error; dividing its
 * matrix by 1.8 makes up for it (Braess, "Towards algebraic multigrid for elliptic problems of
 * second order", Computing 55, 1995).
 */
final class Multigrid {

  private static final float STIFFNESS = 1.8f;
  private static final int COARSEST = 8;
  private static final int COARSEST_SWEEPS = 4;

  private final StencilMatrix matrix;
  private final float[] solution;
  private final float[] right;
  private final float[] product;
  private final int[] blockPlaces;
  private final @Nullable Multigrid blocks;

  Multigrid(StencilMatrix matrix) {
    this.matrix = matrix;
    solution = matrix.vector();
    right = matrix.vector();
    product = matrix.vector();
    if (matrix.unknowns() <= COARSEST) {
      blocks = null;
      blockPlaces = new int[0];
    } else {
      StencilMatrix coarse = matrix.blocks(1 / STIFFNESS);
      blocks = coarse.unknowns() < matrix.unknowns() ? new Multigrid(coarse) : null;
      blockPlaces = matrix.blockPlaces(coarse);
    }
  }

  /**
   * Solves A x = b roughly.
   *
   * @param b the right side
   * @return x, in an array that the next call overwrites
   */
  float[] solve(float[] b) {
    System.arraycopy(b, 0, right, 0, b.length);
    cycle();
    return solution;
  }

  private void cycle() {
    Arrays.fill(solution, 0);
    int sweeps = blocks == null ? COARSEST_SWEEPS : 1;
    for (int i = 0; i < sweeps; i++) {
      matrix.sweep(solution, right, true);
    }
    if (blocks != null) {
      correct(blocks);
    }
    for (int i = 0; i < sweeps; i++) {
      matrix.sweep(solution, right, false);
    }
  }

  /** Adds what the blocks say about the remaining error. */
  private void correct(Multigrid coarse) {
    matrix.multiply(solution, product);
    Arrays.fill(coarse.right, 0);
    for (int k = 0; k < blockPlaces.length; k++) {
      int at = matrix.at(k);
      for (int colour = 0; colour < RgbImage.CHANNELS; colour++) {
        coarse.right[blockPlaces[k] + colour] += right[at + colour] - product[at + colour];
      }
    }
    coarse.cycle();
    for (int k = 0; k < blockPlaces.length; k++) {
      int at = matrix.at(k);
      for (int colour = 0; colour < RgbImage.CHANNELS; colour++) {
        solution[at + colour] += coarse.solution[blockPlaces[k] + colour];
      }
    }
  }
}
