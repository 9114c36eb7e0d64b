package io.github.gradcam.evaluate.algebra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SymmetricEigenTest {

  @Test
  void eigenvaluesOfAPathAreTwoLessTwoCosines() {
    int n = 40;
    double[] path = new double[n * n];
    for (int i = 0; i < n; i++) {
      path[i * n + i] = 2;
      if (i > 0) {
        path[i * n + i - 1] = -1;
        path[(i - 1) * n + i] = -1;
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(path, n);
    for (int k = 0; k < n; k++) {
      double exact = 2 - 2 * Math.cos((k + 1) * Math.PI / (n + 1));
      assertThat(eigen.values()[k]).isEqualTo(exact, within(1e-13));
    }
    checkVectors(path, eigen, n);
  }

  @Test
  void equalEigenvaluesHaveVectorsAtRightAngles() {
    // 1 - J / n has the eigenvalue 0 once and 1 for the other 11.
    int n = 12;
    double[] matrix = new double[n * n];
    for (int i = 0; i < n * n; i++) {
      matrix[i] = (i % (n + 1) == 0 ? 1 : 0) - 1.0 / n;
    }
    SymmetricEigen eigen = SymmetricEigen.of(matrix, n);
    assertThat(eigen.values()[0]).isEqualTo(0, within(1e-14));
    assertThat(eigen.values()[1]).isEqualTo(1, within(1e-14));
    assertThat(eigen.values()[n - 1]).isEqualTo(1, within(1e-14));
    checkVectors(matrix, eigen, n);
  }

  private static void checkVectors(double[] matrix, SymmetricEigen eigen, int n) {
    double[] v = eigen.vectors();
    double[] gram = Block.gram(v, v, n);
    double[] product = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        assertThat(gram[i * n + j]).isEqualTo(i == j ? 1 : 0, within(1e-13));
        for (int k = 0; k < n; k++) {
          product[i * n + j] += matrix[i * n + k] * v[k * n + j];
        }
        assertThat(product[i * n + j]).isEqualTo(eigen.values()[j] * v[i * n + j], within(1e-12));
      }
    }
  }

  @Test
  void zerosHaveTheEigenvalueZero() {
    assertThat(SymmetricEigen.of(new double[9], 3).values()).containsExactly(0, 0, 0);
  }

  @Test
  void whatIsNoMatrixOfNumbersIsRefused() {
    assertThatThrownBy(() -> SymmetricEigen.of(new double[5], 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 5");
    assertThatThrownBy(() -> SymmetricEigen.of(new double[] {1, Double.NaN, 0, 1}, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void orthonormalColumnsSpanTheSameEvenIfNearlyDependent() {
    double[] x = new double[50 * 3];
    for (int row = 0; row < 50; row++) {
      x[row * 3] = 1000;
      x[row * 3 + 1] = 1000 + 1e-3 * Math.sin(row);
      x[row * 3 + 2] = row;
    }
    double[] gram = Block.gram(Block.orthonormal(x, 3), Block.orthonormal(x, 3), 3);
    for (int i = 0; i < 9; i++) {
      assertThat(gram[i]).isEqualTo(i % 4 == 0 ? 1 : 0, within(1e-9));
    }
  }
}
