package io.github.gradcam.model.layer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeutralColourTest {

  @ParameterizedTest
  @CsvSource({
    "none, 0, 0, 0",
    "tf, 128, 128, 128", // 127.5 lies between two bytes
    "caffe, 124, 117, 104", // the means are blue, green, red: 103.939, 116.779, 123.68
    "torch, 124, 116, 104", // 123.675, 116.28, 103.53
    "'bgr:1,2,3', 3, 2, 1",
    "'rgb:1,2,3,4,5,6', 1, 2, 3",
    "'rgb:-7,300,255', 0, 255, 255" // no byte becomes zero: the nearest
  })
  void neutralColourIsWhatBecomesZero(String preprocessing, int red, int green, int blue) {
    byte[] colour = Normalization.parse(preprocessing).neutralColour();
    assertThat(colour).containsExactly((byte) red, (byte) green, (byte) blue);
  }
}
