package io.github.gradcam.model.foreign.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.model.graph.ModelException;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;

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

  private static TensorProto.Builder proto(DataType type, long... sizes) {
    TensorProto.Builder proto = TensorProto.newBuilder().setDtype(type);
    for (long size : sizes) {
      proto.getTensorShapeBuilder().addDimBuilder().setSize(size);
    }
    return proto;
  }

  @Test
  void lastValueOfAGraphsConstantStandsForTheRest() {
    TensorProto floats = proto(DataType.DT_FLOAT, 2, 2).addFloatVal(3).addFloatVal(5).build();
    assertThat(KnownTensor.of(floats).floats()).containsExactly(3, 5, 5, 5);
    TensorProto whole = proto(DataType.DT_INT64, 3).addInt64Val(1L << 40).build();
    assertThat(KnownTensor.of(whole).longs()).containsOnly(1L << 40).hasSize(3);
    TensorProto bytes = proto(DataType.DT_UINT8, 2).addIntVal(7).addIntVal(250).build();
    assertThat(KnownTensor.of(bytes).longs()).containsExactly(7, 250);
    TensorProto truths = proto(DataType.DT_BOOL, 2).addBoolVal(true).build();
    assertThat(KnownTensor.of(truths).longs()).containsExactly(1, 1);
    assertThat(KnownTensor.of(proto(DataType.DT_INT32, 2).build()).longs()).containsExactly(0, 0);
  }

  @Test
  void constantsOfAGraphThatAreTooLargeOrOfAnotherTypeAreRefused() {
    assertThatThrownBy(() -> KnownTensor.of(proto(DataType.DT_FLOAT, 1L << 30).build()))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("at most 2 GB");
    assertThatThrownBy(() -> KnownTensor.of(proto(DataType.DT_DOUBLE, 1).build()))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("found DOUBLE");
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
