package io.github.gradcam.model.foreign.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.model.graph.ModelException;
import org.junit.jupiter.api.Test;

/** Constants of files in other orders. */
class KnownTensorTest {

  @Test
  void transposedValuesStandInTheNewOrder() {
    KnownTensor values =
        KnownTensor.floats(new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, 2, 3, 2);
    assertThat(values.transposed(1, 2, 0).floats())
        .containsExactly(0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11);
    assertThat(values.transposed(1, 2, 0).shape()).containsExactly(3, 2, 2);
  }

  @Test
  void bytesThatDoNotFillAShapeAreRefused() {
    assertThatThrownBy(() -> KnownTensor.floats(new float[5], 2, 3))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("Expected 24 bytes for values of shape [2, 3], found 20");
  }

  @Test
  void sizesThatOverflowAreRefused() {
    assertThatThrownBy(() -> KnownTensor.elements(1L << 40, 1L << 40))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("at most 1,073,741,824 values");
  }

  @Test
  void halvesAreThoseOfTheStandard() {
    assertThat(KnownTensor.half(0x3c00)).isEqualTo(1);
    assertThat(KnownTensor.half(0xc000)).isEqualTo(-2);
    assertThat(KnownTensor.half(0x0001)).isEqualTo(0x1p-24f);
    assertThat(KnownTensor.half(0x7c00)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(KnownTensor.half(0x7bff)).isEqualTo(65504);
  }
}
